import Diagnostics

// What stands for members and functions of Swift's standard library that are not there. A key is the
// name, with `(label:)`, `(_:)` or `{}` behind it where only that form is missing.
extension Checker {
  /// What to write instead of `name` of `type`, if it is known.
  func advice(_ name: String, _ call: CallSyntax? = nil, of type: ValueType? = nil) -> String? {
    var keys = [name]
    if let call {
      let plain = call.arguments.dropLast(call.trailing)
      keys = plain.compactMap { $0.label.map { "\(name)(\($0.text):)" } }
      if call.trailing > 0 { keys.append("\(name){}") }
      if plain.count == 1, let first = plain.first, first.label == nil {
        if case .implicitMember(let way) = first.value.kind { keys.append("\(name)(.\(way.text))") }
        keys.append("\(name)(_:)")
      }
    }
    let kind: String? =
      switch type {
      case .structure, .enumeration: "own"
      case .string: "text"
      case .dictionary: "dictionary"
      case .range: "range"
      case .set: "set"
      case .array, .tensor: "list"
      default: nil
      }
    for key in keys {
      if let kind, let hint = Self.swiftForms["\(kind).\(key)"] { return hint }
      if kind != "own", let hint = Self.swiftForms[key] { return hint }
    }
    return nil
  }

  private static let swiftForms: [String: String] = [
    // numbers
    "isMultiple": "write 'x % n == 0'",
    "quotientAndRemainder": "write '(quotient(a, b), a % b)'",
    "signum": "write 'sign(x)'",
    "rounded(_:)": "write 'floor(x)', 'ceil(x)' or 'Int(x)'",
    "rounded(.up)": "write 'ceil(x)'", "rounded(.down)": "write 'floor(x)'",
    "rounded(.towardZero)": "write 'x < 0 ? ceil(x) : floor(x)'",
    "rounded(.awayFromZero)": "write 'x < 0 ? floor(x) : ceil(x)'",
    "rounded(.toNearestOrAwayFromZero)": "write 'x.rounded()'",
    "rounded(.toNearestOrEven)":
      "write 'abs(x - floor(x)) == 0.5 ? 2 * (x / 2).rounded() : x.rounded()'",
    "isInfinite": "write 'abs(x) == .infinity'", "isZero": "write 'x == 0'",
    "remainder(dividingBy:)":
      "'x.truncatingRemainder(dividingBy: y)' is the other remainder, with the sign of x",
    "nextUp": "the step after 1 is 'Double.ulpOfOne', after x about 'abs(x) * Double.ulpOfOne'",
    "nextDown": "the step after 1 is 'Double.ulpOfOne', after x about 'abs(x) * Double.ulpOfOne'",
    "ulp": "the step after 1 is 'Double.ulpOfOne', after x about 'abs(x) * Double.ulpOfOne'",
    "exponent": "write 'floor(log2(abs(x)))'",
    "significand": "write 'x / 2 ** floor(log2(abs(x)))'",
    "bitPattern": "the bits of a number are not to be seen; its digits are all in its text",
    "Bool": "write 'text == \"true\"'",
    "round": "write 'x = x.rounded()'",
    "negate": "write 'x = -x'",
    "advanced": "write 'x + n'",
    "distance": "write 'b - a'",
    "Int(radix:)": "numbers are read in tens; others are put together digit by digit",
    "String(radix:)": "numbers are written in tens; other digits come from '%' and 'quotient'",
    "String(describing:)": "write 'String(value)'",
    "toggle": "write 'flag = !flag'",
    // texts
    "description": "write 'String(value)'", "debugDescription": "write 'String(value)'",
    "own.description": "write 'String(value)'",
    "isLowercase": "write 'c == c.lowercased()'", "isUppercase": "write 'c == c.uppercased()'",
    "isLetter": "write 'c.lowercased() != c.uppercased()'",
    "isNumber": "write 'Int(c) != nil'", "isWholeNumber": "write 'Int(c) != nil'",
    "wholeNumberValue": "write 'Int(c)'", "isWhitespace": "write 'c.trimmed().isEmpty'",
    "asciiValue": "ask for its place in a text of your own: 'alphabet.firstIndex(of: c)'",
    "unicodeScalars": "go through the characters: 'for c in text'",
    "utf8": "go through the characters: 'for c in text'",
    "text.index": "make a list of it first: 'Array(text)[i]'",
    "startIndex": "make a list of it first: 'Array(text)[i]'",
    "endIndex": "make a list of it first: 'Array(text)[i]'",
    "text.append(contentsOf:)": "write 'text += other'",
    "text.starts": "write 'text.hasPrefix(other)'",
    "replacingOccurrences": "write 'text.replacing(old, with: new)'",
    "components": "write 'text.split(separator: \",\")'",
    "trimmingCharacters": "write 'text.trimmed()'",
    "split(maxSplits:)": "split all of it, and join what belongs together",
    "split{}": "write 'text.split(separator: \" \")'",
    "split(whereSeparator:)": "write 'text.split(separator: \" \")'",
    // lists
    "popLast": "write 'values.isEmpty ? nil : values.removeLast()'",
    "text.popLast": "write 'text.suffix(1)', then 'text = text.dropLast()'",
    "text.popFirst": "write 'text.prefix(1)', then 'text = text.dropFirst()'",
    "text.removeLast": "write 'text = text.dropLast()'",
    "text.removeFirst": "write 'text = text.dropFirst()'",
    "text.removeAll": "write 'text = \"\"'",
    "text.remove": "put together what is left: 'text.prefix(n) + text.dropFirst(n + 1)'",
    "text.insert": "put it together: 'text.prefix(n) + other + text.dropFirst(n)'",
    "set.popFirst": "write 'let x = s.first', then 's.remove(x)'",
    "set.removeFirst": "write 'let x = s.first', then 's.remove(x)'",
    "partition": "write 'filter' twice: for those that fit and for those that do not",
    "list.split{}": "go through the elements, and begin a new part at each separator",
    "popFirst": "write 'values.isEmpty ? nil : values.removeFirst()'",
    "count{}": "write 'values.filter { … }.count'",
    "count(where:)": "write 'values.filter { … }.count'",
    "last{}": "write 'values.filter { … }.last'",
    "last(where:)": "write 'values.filter { … }.last'",
    "lastIndex": "go through 'values.indices.reversed()'",
    "removeAll{}": "keep the others: 'values = values.filter { … }'",
    "removeAll(where:)": "keep the others: 'values = values.filter { … }'",
    "removeFirst(_:)": "write 'values = values.dropFirst(n)'",
    "removeLast(_:)": "write 'values = values.dropLast(n)'",
    "removeSubrange": "put together what is left: 'values.prefix(a)' and 'values.dropFirst(b)'",
    "insert(contentsOf:)": "insert one after the other",
    "prefix(while:)": "find where it ends: 'values.firstIndex { … }'",
    "prefix(upTo:)": "write 'values[..<n]'", "prefix(through:)": "write 'values[...n]'",
    "suffix(from:)": "write 'values[n...]'",
    "drop": "find where to begin: 'values.firstIndex { … }'",
    "starts": "write 'Array(a.prefix(b.count)) == b'", "elementsEqual": "write 'a == b'",
    "shuffle": "write 'values = shuffled(values)'",
    "joined": "write 'rows.flatMap { $0 }'",
    "lazy": "leave it out: 'map' and 'filter' give lists",
    "reserveCapacity": "leave it out: lists grow by themselves",
    "range.sum": "write '(1..<4).reduce(0, +)'",
    "union": "make it a set first: 'Set(values).union(others)'",
    "intersection": "make it a set first: 'Set(values).intersection(others)'",
    "subtracting": "make it a set first: 'Set(values).subtracting(others)'",
    // sets and dictionaries
    "formUnion": "write 's = s.union(other)'",
    "formIntersection": "write 's = s.intersection(other)'",
    "subtract": "write 's = s.subtracting(other)'",
    "dictionary.merging": "write 'for (key, value) in other { d[key] = value }'",
    "dictionary.merge": "write 'for (key, value) in other { d[key] = value }'",
    "dictionary.compactMapValues":
      "go through the pairs: 'if let x = f(value) { result[key] = x }'",
    "dictionary.popFirst": "write 'let pair = d.first', then 'd.removeValue(forKey: pair.key)'",
    "updateValue": "write 'd[key] = value'",
    "Dictionary(uniquingKeysWith:)": "go through the pairs: 'd[key, default: 0] += value'",
    // types of your own
    "own.rawValue": "write a computed property with a 'switch'",
    // making values
    "Character": "a character is a text: write \"x\"",
  ]
}
