#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs `body` on a thread with a stack of its own and waits for it.
///
/// Secondary threads get small stacks (512 KB on macOS), and library functions that call back, or
/// long expressions in the compiler, need more. Memory is taken only where the stack is used.
package func runOnOwnStack<Result>(_ body: @escaping () -> Result) -> Result {
  let job = StackJob(body)
  let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
  defer { attributes.deallocate() }
  guard pthread_attr_init(attributes) == 0 else { return body() }
  defer { pthread_attr_destroy(attributes) }
  pthread_attr_setstacksize(attributes, stackBytes)
  let context = Unmanaged.passRetained(job as AnyObject).toOpaque()
  #if canImport(Darwin)
    var thread: pthread_t?
    let code = pthread_create(&thread, attributes, { runJob($0) }, context)
    guard code == 0, let thread else {
      Unmanaged<AnyObject>.fromOpaque(context).release()
      return body()
    }
  #else
    var thread = pthread_t()
    let code = pthread_create(&thread, attributes, { runJob($0) }, context)
    guard code == 0 else {
      Unmanaged<AnyObject>.fromOpaque(context).release()
      return body()
    }
  #endif
  pthread_join(thread, nil)
  // The thread ran the job to its end; without a result it was never started.
  return job.result ?? body()
}

/// Room to release the deepest value that can come about between two looks at how deep values are
/// (`Meter.nestingSteps`), some hundred bytes a level; the 200 nested calls between library and
/// machine in a debug build take less.
private let stackBytes = 256 << 20

#if canImport(Darwin)
  private func runJob(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    let job = Unmanaged<AnyObject>.fromOpaque(context).takeRetainedValue()
    (job as? any Runnable)?.run()
    return nil
  }
#else
  private func runJob(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    let job = Unmanaged<AnyObject>.fromOpaque(context).takeRetainedValue()
    (job as? any Runnable)?.run()
    return nil
  }
#endif

/// Work that a thread can be given without knowing its result.
private protocol Runnable: AnyObject {
  func run()
}

/// The work of one thread, and its result. A class, because two threads see it, one after the other.
private final class StackJob<Result>: Runnable {
  let body: () -> Result
  var result: Result?

  init(_ body: @escaping () -> Result) { self.body = body }

  func run() { result = body() }
}

/// Raw memory of at least `bytes` bytes, with the contents of `old`, which is gone then; nil if there
/// is none.
///
/// The C library moves large blocks by changing the page tables, without copying a byte.
func reallocated(_ old: UnsafeMutableRawPointer?, bytes: Int) -> UnsafeMutableRawPointer? {
  realloc(old, bytes)
}

/// Gives memory of `reallocated` back.
func freeReallocated(_ memory: UnsafeMutableRawPointer?) {
  free(memory)
}
