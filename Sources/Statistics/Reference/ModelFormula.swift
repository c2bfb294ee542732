import Numerics

/// A formula of a reference set's model, such as `b1*(1-exp(-b2*x))`, for fitting it.
///
/// ```
/// sum     = product (("+" | "-") product)*
/// product = signed (("*" | "/") signed)*
/// signed  = "-" signed | power
/// power   = atom ("**" signed)?
/// atom    = number | name | name "(" sum ")" | "(" sum ")"
/// ```
///
/// Names are `pi`, the functions `exp log cos sin arctan`, parameters `b1`, `b2`, …, and columns of
/// data. Nesting is limited, so that no text can exhaust the stack.
package struct ModelFormula: Sendable {
  private indirect enum Node: Sendable {
    case number(Double)
    case parameter(Int)
    case column(String)
    case call(Elementwise, Node)
    case negative(Node)
    case binary(UInt8, Node, Node)
  }

  private let root: Node

  /// The formula that `text` states; nil if it is none.
  package init?(_ text: String) {
    var reader = Reader(bytes: Array(text.utf8))
    guard let root = reader.sum(0), reader.peek() == nil else { return nil }
    self.root = root
  }

  /// The values at all rows of `columns`, for the parameters.
  package func values(_ parameters: [Double], _ columns: [String: [Double]], count: Int) -> [Double]
  {
    Self.values(root, parameters, columns, count)
  }

  private static func values(
    _ node: Node, _ parameters: [Double], _ columns: [String: [Double]], _ count: Int
  ) -> [Double] {
    switch node {
    case .number(let value): return [Double](repeating: value, count: count)
    case .parameter(let k):
      let value = parameters.indices.contains(k) ? parameters[k] : .nan
      return [Double](repeating: value, count: count)
    case .column(let name):
      return columns[name] ?? [Double](repeating: .nan, count: count)
    case .call(let function, let argument):
      return function(values(argument, parameters, columns, count))
    case .negative(let operand): return values(operand, parameters, columns, count).map { -$0 }
    case .binary(let sign, let left, let right):
      let a = values(left, parameters, columns, count)
      let b = values(right, parameters, columns, count)
      return a.indices.map { (i: Int) -> Double in
        switch sign {
        case UInt8(ascii: "+"): a[i] + b[i]
        case UInt8(ascii: "-"): a[i] - b[i]
        case UInt8(ascii: "*"): a[i] * b[i]
        case UInt8(ascii: "/"): a[i] / b[i]
        default: b[i] == 2 ? a[i] * a[i] : pow(a[i], b[i])
        }
      }
    }
  }

  private struct Reader {
    let bytes: [UInt8]
    var place = 0

    static let deepest = 64

    mutating func peek() -> UInt8? {
      while place < bytes.count, bytes[place] == UInt8(ascii: " ") { place += 1 }
      return place < bytes.count ? bytes[place] : nil
    }

    private var isPower: Bool {
      place + 1 < bytes.count && bytes[place] == UInt8(ascii: "*")
        && bytes[place + 1] == UInt8(ascii: "*")
    }

    mutating func sum(_ depth: Int) -> Node? {
      guard depth < Self.deepest, var left = product(depth) else { return nil }
      while let sign = peek(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        place += 1
        guard let right = product(depth) else { return nil }
        left = .binary(sign, left, right)
      }
      return left
    }

    private mutating func product(_ depth: Int) -> Node? {
      guard var left = signed(depth) else { return nil }
      while let sign = peek(), sign == UInt8(ascii: "*") || sign == UInt8(ascii: "/"), !isPower {
        place += 1
        guard let right = signed(depth) else { return nil }
        left = .binary(sign, left, right)
      }
      return left
    }

    private mutating func signed(_ depth: Int) -> Node? {
      guard depth < Self.deepest else { return nil }
      if peek() == UInt8(ascii: "-") {
        place += 1
        return signed(depth + 1).map { .negative($0) }
      }
      guard let base = atom(depth) else { return nil }
      guard peek() == UInt8(ascii: "*"), isPower else { return base }
      place += 2
      return signed(depth + 1).map { .binary(UInt8(ascii: "^"), base, $0) }
    }

    private mutating func atom(_ depth: Int) -> Node? {
      guard let first = peek() else { return nil }
      if first == UInt8(ascii: "(") {
        place += 1
        guard let inner = sum(depth + 1), peek() == UInt8(ascii: ")") else { return nil }
        place += 1
        return inner
      }
      let word = word()
      if let value = number(fromDecimal: word) { return .number(value) }
      if peek() == UInt8(ascii: "(") {
        let known: [String: Elementwise] = [
          "exp": .exp, "log": .log, "cos": .cos, "sin": .sin, "arctan": .atan,
        ]
        guard let function = known[word] else { return nil }
        return atom(depth + 1).map { .call(function, $0) }
      }
      if word == "pi" { return .number(.pi) }
      if word.first == "b", let k = Int(word.dropFirst()) { return .parameter(k - 1) }
      return word.isEmpty ? nil : .column(word)
    }

    /// Letters, digits and points; the sign of an exponent belongs to a number.
    private mutating func word() -> String {
      let start = place
      while place < bytes.count {
        let byte = bytes[place]
        let isLetter = (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
        let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
        let isSign = byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
        let isNumber = bytes[start] <= UInt8(ascii: "9")
        let follows = place > start && (bytes[place - 1] | 0x20) == UInt8(ascii: "e") && isNumber
        guard isLetter || isDigit || byte == UInt8(ascii: ".") || (isSign && follows) else { break }
        place += 1
      }
      return String(decoding: bytes[start..<place], as: UTF8.self)
    }
  }
}
