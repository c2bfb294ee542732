import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A cell that must fail, on a thread of its own.
///
/// A mistake stops a chapter as a trap stops a program: nothing is unwound. So the thread of a cell
/// that fails as expected waits for ever, and the chapter goes on without it.
final class Attempt: @unchecked Sendable {
  // The semaphore hands the message over from one thread to the other.
  private let end = DispatchSemaphore(value: 0)
  private var message: String?

  func fail(_ message: String) -> Never {
    self.message = message
    end.signal()
    while true { sleep(1_000_000) }
  }

  func run(_ body: UncheckedBox<() -> Void>) -> String? {
    let job = Job { [self] in
      body.value()
      end.signal()
    }
    let context = Unmanaged.passRetained(job).toOpaque()
    let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
    pthread_attr_init(attributes)
    pthread_attr_setstacksize(attributes, 64 << 20)
    defer {
      pthread_attr_destroy(attributes)
      attributes.deallocate()
    }
    #if canImport(Darwin)
      var thread: pthread_t?
      let code = pthread_create(&thread, attributes, { startJob($0) }, context)
    #else
      var thread = pthread_t()
      let code = pthread_create(&thread, attributes, { startJob($0) }, context)
    #endif
    guard code == 0 else { endProcess("there is no thread for a cell that must fail\n") }
    end.wait()
    return message
  }

  private final class Job {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }

  #if canImport(Darwin)
    private static func start(_ context: UnsafeMutableRawPointer) {
      Unmanaged<Job>.fromOpaque(context).takeRetainedValue().body()
    }
  #else
    private static func start(_ context: UnsafeMutableRawPointer?) {
      guard let context else { return }
      Unmanaged<Job>.fromOpaque(context).takeRetainedValue().body()
    }
  #endif

  #if canImport(Darwin)
    fileprivate static func entry(_ context: UnsafeMutableRawPointer) { start(context) }
  #else
    fileprivate static func entry(_ context: UnsafeMutableRawPointer?) { start(context) }
  #endif
}

#if canImport(Darwin)
  private func startJob(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Attempt.entry(context)
    return nil
  }
#else
  private func startJob(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    Attempt.entry(context)
    return nil
  }
#endif

/// Runs a cell that must fail, and shows the message with which it does.
public func expectingError(line: Int = #line, _ body: @escaping () -> Void) {
  let context = Context.current
  let attempt = Attempt()
  context.attempt = attempt
  let message = attempt.run(UncheckedBox(body))
  context.attempt = nil
  guard let message else { stop("the cell expects an error, but it runs without one") }
  context.write(
    "fails", line, context.isExact ? message.debugDescription : "error: " + message)
}

/// Ends the process with `message` on standard error.
func endProcess(_ message: String) -> Never {
  // The buffers of standard output are written by `exit`.
  var bytes = Array(message.utf8)
  write(2, &bytes, bytes.count)
  exit(1)
}
