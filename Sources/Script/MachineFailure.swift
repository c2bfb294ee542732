import Diagnostics
import Tensors

/// Why an instruction failed: with the place of the instruction still to come, or from deeper down
/// with a place of its own.
enum Failure: Error {
  case cause(any Cause)
  case located(Diagnostic)

  /// The error of the language `message` of `rule`.
  static func script(_ rule: String, _ message: String, hints: [String] = []) -> Failure {
    .cause(ScriptCause(rule, message, hints: hints))
  }

  /// What a library function threw.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let diagnostic as Diagnostic: self = .located(diagnostic)
    case let cause as any Cause: self = .cause(cause)
    default: self = .script("library.error", "the library function failed: \(error)")
    }
  }

  /// The failure as a diagnostic; `range` is the place of the instruction.
  func diagnostic(at range: SourceRange) -> Diagnostic {
    switch self {
    case .cause(let cause): Diagnostic(cause, at: range)
    case .located(let diagnostic): diagnostic
    }
  }
}

/// Runs an operation on tensors; what it throws gets its place later.
@inline(__always)
func tensorial<Value>(
  _ body: () throws(TensorError) -> Value
) throws(Failure) -> Value {
  do {
    return try body()
  } catch {
    throw .cause(error)
  }
}

extension Failure {
  static func notIntegral(_ number: Double) -> Failure {
    .script(
      "index.fraction", "an index must be an integer, not \(text(.double(number)))",
      hints: ["round it: quotient(a, b), Int(x) or x.rounded()"])
  }

  static func outOfRange(_ number: Double, count: Int, of what: String) -> Failure {
    let range = count == 0 ? "it is empty" : "its indices are 0 to \(count - 1)"
    return .script(
      "index.range", "index \(text(.double(number))) is outside of the \(what): \(range)")
  }

  /// What is wrong with the position `number` in something with `count` elements.
  static func position(_ number: Double, count: Int, of what: String) -> Failure {
    number == number.rounded(.towardZero)
      ? outOfRange(number, count: count, of: what) : notIntegral(number)
  }

  static let callDepth = Failure.script(
    "limit.depth", "calls are nested too deep",
    hints: ["does the recursion end? test its last case first"])
}

/// The position `number` as an integer below `count`, or -1 if it is none.
///
/// Adding 2⁵² shifts an integer into the low bits of the significand; everything that is not an
/// integer in 0 ..< 2⁵² does not come back from there as itself.
@inline(__always)
func position(_ number: Double, _ count: Int) -> Int {
  let bits = (number + 0x1p52).bitPattern & 0xF_FFFF_FFFF_FFFF
  let index = Int(truncatingIfNeeded: bits)
  return Double(index) == number && index < count ? index : -1
}
