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
      if plain.count == 1, plain.first?.label == nil { keys.append("\(name)(_:)") }
    }
    let kind: String? =
      switch type {
      case .structure, .enumeration: "own"
      case .string: "text"
      case .dictionary: "dictionary"
      case .range: "range"
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
    "updateValue": "write 'd[key] = value'",
    "Dictionary(uniquingKeysWith:)": "go through the pairs: 'd[key, default: 0] += value'",
    // types of your own
    "own.rawValue": "write a computed property with a 'switch'",
    // making values
    "Character": "a character is a text: write \"x\"",
  ]
}
