import Dispatch
import Kernels
import Synchronization

/// A thread that takes a part of products that are over before another thread could be started.
///
/// To start a thread takes as long as such a product. So it is started only where one product follows
/// another at once, and stays awake as long as they do. A part that it has not begun when it is
/// needed is taken back, so that a product never waits for it to start.
final class ProductPartner: Sendable {
  static let shared = ProductPartner()

  /// What has become of the part on offer.
  private enum Offer {
    static let none = 0
    static let open = 1
    static let begun = 2
    static let done = 3
  }

  /// Nanoseconds within which one product follows another.
  private static let patience: UInt64 = 100_000
  /// Looks for the end of a part before the processor is left to others.
  private static let looksBeforeYield = 4_000

  private let isEngaged = Atomic(false)
  private let isAwake = Atomic(false)
  private let offer = Atomic(Offer.none)
  /// When the last product ended.
  private let lastEnd = Atomic<UInt64>(0)
  /// The part on offer: written while `offer` is `none`, read by whoever set it to `begun`.
  nonisolated(unsafe) private var part: (product: SharedProduct, start: Int)?

  private init() {}

  /// Computes `product` up to `end` here, and the rest on the other thread if it is quick enough.
  func divide(_ product: SharedProduct, at end: Int) {
    defer { lastEnd.store(mb_nanoseconds(), ordering: .relaxed) }
    guard end < product.side, isReady(), !isEngaged.exchange(true, ordering: .acquiring) else {
      product.run(from: 0, to: product.side)
      return
    }
    defer { isEngaged.store(false, ordering: .releasing) }
    part = (product, end)
    offer.store(Offer.open, ordering: .releasing)
    product.run(from: 0, to: end)
    if changes(Offer.open, to: Offer.none) {
      product.run(from: end, to: product.side)
      return
    }
    var looks = 0
    while offer.load(ordering: .acquiring) != Offer.done {
      looks += 1
      if looks > Self.looksBeforeYield { mb_yield() } else { mb_pause() }
    }
    offer.store(Offer.none, ordering: .relaxed)
  }

  /// Whether the thread is awake; wakes it for the next product if this one follows another.
  private func isReady() -> Bool {
    if isAwake.load(ordering: .relaxed) { return true }
    let pause = mb_nanoseconds() &- lastEnd.load(ordering: .relaxed)
    guard pause < Self.patience, !isAwake.exchange(true, ordering: .acquiringAndReleasing) else {
      return false
    }
    DispatchQueue.global().async { self.serve() }
    return true
  }

  /// Takes parts until none was on offer for a while.
  private func serve() {
    var end = mb_nanoseconds() + Self.patience
    repeat {
      for _ in 0..<32 {
        guard changes(Offer.open, to: Offer.begun) else {
          mb_pause()
          continue
        }
        if let part { part.product.run(from: part.start, to: part.product.side) }
        offer.store(Offer.done, ordering: .releasing)
        end = mb_nanoseconds() + Self.patience
      }
    } while mb_nanoseconds() < end
    isAwake.store(false, ordering: .releasing)
  }

  /// Turns `old` into `new`; false if the offer is something else.
  private func changes(_ old: Int, to new: Int) -> Bool {
    guard offer.load(ordering: .relaxed) == old else { return false }
    return offer.compareExchange(
      expected: old, desired: new, ordering: .acquiringAndReleasing
    ).exchanged
  }
}
