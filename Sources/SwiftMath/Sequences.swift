import Diagnostics
import Script

/// A range of numbers as a value, whose ends may be missing.
public struct NumberRange: Sendable, Hashable {
  let base: RangeValue

  init(_ base: RangeValue) { self.base = base }

  /// The range from `lower` to `upper`, which must not come before it.
  public init(_ lower: Double, _ upper: Double, isClosed: Bool) {
    base = RangeValue(lower, upper, isClosed: isClosed)
    guard lower <= upper else {
      stop("the range \(Script.text(.range(base))) ends before it starts")
    }
  }

  var lower: Double? { base.lower }
  var upper: Double? { base.upper }
  var isClosed: Bool { base.isClosed }

  /// Whether a number lies in it.
  public func contains(_ number: Double) -> Bool { base.contains(number) }

  /// The integers in it.
  public var elements: Counting {
    guard let lower, let upper else {
      stop("a range without both bounds cannot be counted through")
    }
    return Counting(from: lower, to: isClosed ? upper + 1 : upper)
  }
}

/// Numbers one after the other, each one more than the last.
public struct Counting: Sequence, IteratorProtocol, Sendable {
  var next_: Double
  let end: Double

  init(from start: Double, to end: Double) {
    next_ = start
    self.end = end
  }

  /// The next number.
  public mutating func next() -> Double? {
    guard next_ < end else { return nil }
    defer { next_ += 1 }
    return next_
  }
}

private func counting(_ lower: Double, _ upper: Double, isClosed: Bool) -> Counting {
  guard scriptInteger(lower) != nil, scriptInteger(upper) != nil else {
    stop(
      "the bounds of a loop must be integral, not \(text(lower)) and \(text(upper))")
  }
  guard lower <= upper else {
    stop("the range \(text(lower))\(isClosed ? "..." : "..<")\(text(upper)) ends before it starts")
  }
  return Counting(from: lower, to: isClosed ? upper + 1 : upper)
}

/// The integers from `lower` up to, not including, `upper`: `for i in each(0.0, upTo: n)`.
public func each(_ lower: Double, upTo upper: Double) -> Counting {
  counting(lower, upper, isClosed: false)
}

/// The integers from `lower` to `upper`.
public func each(_ lower: Double, through upper: Double) -> Counting {
  counting(lower, upper, isClosed: true)
}

/// Numbers in equal steps: value n is the start plus n steps, rounded once, as in Swift.
public struct Striding: Sequence, IteratorProtocol, Sendable {
  let start: Double
  let end: Double
  let step: Double
  let isClosed: Bool
  var count = 0.0

  init(_ start: Double, _ end: Double, by step: Double, isClosed: Bool) {
    guard step != 0, step.isFinite, start.isFinite else {
      stop("a stride cannot go from \(text(start)) in steps of \(text(step))")
    }
    self.start = start
    self.end = end
    self.step = step
    self.isClosed = isClosed
  }

  /// The next number.
  public mutating func next() -> Double? {
    let value = count == 0 ? start : start.addingProduct(count, step)
    let goesOn =
      isClosed
      ? (step > 0 ? value <= end : value >= end) : (step > 0 ? value < end : value > end)
    guard goesOn else { return nil }
    count += 1
    return value
  }
}

/// The numbers from `start` in equal steps, before `end`.
public func each(_ start: Double, to end: Double, by step: Double) -> Striding {
  Striding(start, end, by: step, isClosed: false)
}

/// The numbers from `start` in equal steps, up to `end`.
public func each(_ start: Double, through end: Double, by step: Double) -> Striding {
  Striding(start, end, by: step, isClosed: true)
}

extension Array {
  /// The element at a position, which must be an integer.
  public subscript(_ index: Double) -> Element {
    get { self[position(index)] }
    _modify {
      let place = position(index)
      yield &self[place]
    }
  }

  /// The elements at some positions.
  public subscript(_ axis: Axis) -> [Element] {
    let range: Range<Int> =
      switch axis {
      case .all: 0..<count
      case .at(let index): position(index)..<(position(index) + 1)
      case .range(from: let lower, to: let upper, let isClosed):
        stopping { host throws(Diagnostic) in
          try host.positions(lower, upper, isClosed: isClosed, count: count, of: "array")
        }
      case .positions(let range):
        stopping { host throws(Diagnostic) in
          try host.positions(
            range.lower, range.upper, isClosed: range.isClosed, count: count, of: "array")
        }
      }
    return Array(self[range])
  }

  private func position(_ index: Double) -> Int {
    stopping { host throws(Diagnostic) in try host.position(index, count, of: "array") }
  }
}

extension String {
  /// The characters, each as a text.
  public var elements: [String] { map { String($0) } }
}

extension Optional {
  /// What the optional holds; the chapter stops if it is nil.
  public var unwrapped: Wrapped {
    get {
      if let self { return self }
      stop("there is no value here: it is nil")
    }
    set {
      if self == nil { stop("there is no value here: it is nil") }
      self = newValue
    }
  }
}

/// Whether one tuple comes before another: the first elements that differ decide.
public func precedes(_ left: ScriptValue, _ right: ScriptValue, orEqual: Bool = false) -> Bool {
  left.base.precedes(right.base, orEqual: orEqual)
}

/// Whether one text comes before another, as Swift orders texts.
public func precedes(_ left: String, _ right: String) -> Bool {
  left < right
}
