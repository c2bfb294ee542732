import Dispatch
import Synchronization

/// Work that an idle core may begin, and that whoever needs its result does if none has.
///
/// A `concurrentPerform` inside another one runs on its own thread alone, which left a core idle
/// while one chapter was made. Nobody ever waits for work that has not begun, so that the threads of
/// a busy machine cannot wait for each other.
///
/// A class, because two threads share its state.
final class OfferedWork<Output: Sendable>: Sendable {
  private enum State {
    case waiting
    case begun
    case done(Output)
  }

  private let state = Mutex(State.waiting)
  private let isDone = DispatchSemaphore(value: 0)
  private let work: @Sendable () -> Output

  /// Offers `work` to the other cores; with `isShared` false to nobody.
  init(isShared: Bool = true, _ work: @escaping @Sendable () -> Output) {
    self.work = work
    if isShared { DispatchQueue.global().async { self.doIfWaiting() } }
  }

  /// The result, computed here if nobody has begun. To be asked for once.
  func result() -> Output {
    if !doIfWaiting() { isDone.wait() }
    return state.withLock { state in
      guard case .done(let output) = state else {
        preconditionFailure("work that was waited for is done")
      }
      return output
    }
  }

  /// Does the work unless somebody has begun it; says whether it was done here.
  @discardableResult private func doIfWaiting() -> Bool {
    let isOurs = state.withLock { state in
      guard case .waiting = state else { return false }
      state = .begun
      return true
    }
    guard isOurs else { return false }
    let output = work()
    state.withLock { $0 = .done(output) }
    isDone.signal()
    return true
  }
}
