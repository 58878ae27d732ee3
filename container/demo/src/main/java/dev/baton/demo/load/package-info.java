/**
 * The load client: a process of its own that calls the counters over HTTP at a fixed rate, keeps
 * account of every call and audits the counters afterwards.
 *
 * <p>Read {@link dev.baton.demo.load.LoadClient} first. It is an open loop: calls are due at fixed
 * times whether replies come or not, and a call's latency counts from the time it was due, so that
 * a pause is seen by every call that it delayed. A call of unknown outcome is never made again; one
 * that was surely not executed is made again at the next server, where the options say so.
 *
 * <p>Each {@link dev.baton.demo.load.Caller} is one thread with one connection and one {@link
 * dev.baton.demo.load.CallLog}; logs are read by others only after their threads have ended.
 */
package dev.baton.demo.load;
