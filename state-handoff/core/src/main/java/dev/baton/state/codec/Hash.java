package dev.baton.state.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A 64-bit hash of bytes, the same in every JVM. Tells apart what differs by accident, not by
 * intent: eight bytes a step, multiplied to twice their width and folded as wyhash does, with the
 * finalizer of MurmurHash3.
 */
public final class Hash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SEED = 0x9e3779b97f4a7c15L;
  private static final long FACTOR = 0xff51afd7ed558ccdL;

  private Hash() {}

  /** The hash of the bytes; never 0, which stands for none. */
  public static long of(byte[] bytes) {
    long hash = SEED + bytes.length * FACTOR;
    int i = 0;
    for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
      hash = step(hash, (long) LONGS.get(bytes, i));
    }
    long rest = 0;
    for (; i < bytes.length; i++) {
      rest = rest << Byte.SIZE | bytes[i] & 0xff;
    }
    long mixed = mix(step(hash, rest));
    return mixed == 0 ? SEED : mixed;
  }

  /** One number from two, in which their order matters. */
  public static long of(long first, long second) {
    return mix(step(step(SEED, first), second));
  }

  private static long step(long hash, long word) {
    long mixed = hash ^ word;
    return (Math.multiplyHigh(mixed, FACTOR) ^ mixed * FACTOR) + SEED;
  }

  private static long mix(long hash) {
    long h = hash;
    h = (h ^ (h >>> 33)) * FACTOR;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
