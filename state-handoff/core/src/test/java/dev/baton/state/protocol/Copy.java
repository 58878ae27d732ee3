package dev.baton.state.protocol;

/** One copy of the shard in the handoff map, or in a store. */
record Copy(Header header, Contents contents) {

  static Copy none(int keys) {
    return new Copy(null, Contents.empty(keys));
  }

  /** After a request that {@link Fence} applied. */
  Copy after(Header next, Request request) {
    if (request instanceof Request.Create) {
      return new Copy(next, Contents.empty(contents.entries().size()));
    }
    return request instanceof Request.Batch batch
        ? new Copy(next, contents.with(batch.entries()))
        : new Copy(next, contents);
  }
}
