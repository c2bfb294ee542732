/// A line of code for each entry of the core, and the text of what it gives.
///
/// Written by hand; the key is the entry's name followed by its signature.
extension LibraryTable {
  static let coreExamples: [String: (code: String, result: String)] = [
    "map(_ self: T?, _ transform: (T) -> U) -> U?": (
      "let x: Double? = 3; x.map { $0 * 2 } ?? 0", "6"
    ),
    "map(_ self: Sequence<T>, _ transform: (T) -> U) -> [U]": (
      "[1, 2, 3].map { $0 * $0 }", "[1, 4, 9]"
    ),
    "flatMap(_ self: T?, _ transform: (T) -> U?) -> U?": (
      "Double(\"4\").flatMap { $0 > 0 ? $0 : nil } ?? 0", "4"
    ),
    "flatMap(_ self: Sequence<T>, _ transform: (T) -> Sequence<U>) -> [U]": (
      "[[1, 2], [3, 4]].flatMap { $0 }", "[1, 2, 3, 4]"
    ),
    "compactMap(_ self: Sequence<T>, _ transform: (T) -> U?) -> [U]": (
      "[\"1\", \"x\", \"3\"].compactMap { Double($0) }", "[1, 3]"
    ),
    "filter(_ self: [K: V], _ isIncluded: ((key: K, value: V)) -> Bool) -> [K: V]": (
      "[\"a\": 1, \"b\": 2].filter { $0.value > 1 }", "[\"b\": 2]"
    ),
    "filter(_ self: String, _ isIncluded: (String) -> Bool) -> String": (
      "\"hello\".filter { $0 != \"l\" }", "heo"
    ),
    "filter(_ self: Sequence<T>, _ isIncluded: (T) -> Bool) -> [T]": (
      "[1, 2, 3, 4].filter { $0 % 2 == 0 }", "[2, 4]"
    ),
    "reduce(_ self: Sequence<T>, _ initial: U, _ combine: (U, T) -> U) -> U": (
      "[1, 2, 3].reduce(10) { $0 + $1 }", "16"
    ),
    "forEach(_ self: Sequence<T>, _ body: (T) -> Void) -> Void": (
      "var n = 0; [1, 2].forEach { n += $0 }; n", "3"
    ),
    "enumerated(_ self: Sequence<T>) -> [(offset: Double, element: T)]": (
      "[\"a\", \"b\"].enumerated().map { \"\\($0)\\($1)\" }", "[\"0a\", \"1b\"]"
    ),
    "zip(_ first: Sequence<T>, _ second: Sequence<U>) -> [(T, U)]": (
      "zip([1, 2], [10, 20]).map { $0 * $1 }", "[10, 40]"
    ),
    "sorted(_ self: Sequence<T>) -> [T]": (
      "[3, 1, 2].sorted()", "[1, 2, 3]"
    ),
    "sorted(_ self: Sequence<T>, by isBefore: (T, T) -> Bool) -> [T]": (
      "[3, 1, 2].sorted { $0 > $1 }", "[3, 2, 1]"
    ),
    "min(_ self: Vector) -> Double": (
      "[3, 1, 2].min()", "1"
    ),
    "max(_ self: Vector) -> Double": (
      "[3, 1, 2].max()", "3"
    ),
    "min(_ self: Sequence<T>) -> T?": (
      "[\"pear\", \"fig\"].min() ?? \"\"", "fig"
    ),
    "max(_ self: Sequence<T>) -> T?": (
      "[\"pear\", \"fig\"].max() ?? \"\"", "pear"
    ),
    "min(_ self: Sequence<T>, by isBefore: (T, T) -> Bool) -> T?": (
      "[\"pear\", \"fig\"].min { $0.count < $1.count } ?? \"\"", "fig"
    ),
    "max(_ self: Sequence<T>, by isBefore: (T, T) -> Bool) -> T?": (
      "[\"pear\", \"fig\"].max { $0.count < $1.count } ?? \"\"", "pear"
    ),
    "contains(_ self: Range, _ number: Double) -> Bool": (
      "(1...3).contains(3)", "true"
    ),
    "contains(_ self: String, _ other: String) -> Bool": (
      "\"swift\".contains(\"if\")", "true"
    ),
    "contains(_ self: Sequence<T>, _ element: T) -> Bool": (
      "[1, 2, 3].contains(2)", "true"
    ),
    "contains(_ self: Sequence<T>, where holds: (T) -> Bool) -> Bool": (
      "[1, 2, 3].contains { $0 > 2 }", "true"
    ),
    "allSatisfy(_ self: Sequence<T>, _ holds: (T) -> Bool) -> Bool": (
      "[1, 2, 3].allSatisfy { $0 > 2 }", "false"
    ),
    "first(_ self: Vector) -> Double": (
      "[1, 2, 3].first", "1"
    ),
    "last(_ self: Vector) -> Double": (
      "[1, 2, 3].last", "3"
    ),
    "first(_ self: Sequence<T>) -> T?": (
      "[\"a\", \"b\"].first ?? \"\"", "a"
    ),
    "last(_ self: Sequence<T>) -> T?": (
      "[\"a\", \"b\"].last ?? \"\"", "b"
    ),
    "first(_ self: Sequence<T>, where holds: (T) -> Bool) -> T?": (
      "[1, 2, 3].first { $0 > 1 } ?? 0", "2"
    ),
    "firstIndex(_ self: Sequence<T>, of element: T) -> Double?": (
      "[5, 6].firstIndex(of: 6) ?? -1", "1"
    ),
    "firstIndex(_ self: Sequence<T>, where holds: (T) -> Bool) -> Double?": (
      "[5, 6].firstIndex { $0 > 5 } ?? -1", "1"
    ),
    "prefix(_ self: String, _ count: Int) -> String": (
      "\"swift\".prefix(2)", "sw"
    ),
    "suffix(_ self: String, _ count: Int) -> String": (
      "\"swift\".suffix(2)", "ft"
    ),
    "prefix(_ self: Sequence<T>, _ count: Int) -> [T]": (
      "[1, 2, 3].prefix(2)", "[1, 2]"
    ),
    "suffix(_ self: Sequence<T>, _ count: Int) -> [T]": (
      "[1, 2, 3].suffix(2)", "[2, 3]"
    ),
    "dropFirst(_ self: String, _ count: Int = 1) -> String": (
      "\"swift\".dropFirst()", "wift"
    ),
    "dropLast(_ self: String, _ count: Int = 1) -> String": (
      "\"swift\".dropLast(2)", "swi"
    ),
    "dropFirst(_ self: Sequence<T>, _ count: Int = 1) -> [T]": (
      "[1, 2, 3].dropFirst()", "[2, 3]"
    ),
    "dropLast(_ self: Sequence<T>, _ count: Int = 1) -> [T]": (
      "[1, 2, 3].dropLast(2)", "[1]"
    ),
    "reversed(_ self: String) -> String": (
      "\"abc\".reversed()", "cba"
    ),
    "reversed(_ self: Sequence<T>) -> [T]": (
      "[1, 2, 3].reversed()", "[3, 2, 1]"
    ),
    "joined(_ self: Sequence<String>, separator: String = \"\") -> String": (
      "[\"a\", \"b\"].joined(separator: \"-\")", "a-b"
    ),
    "count(_ self: Sequence<T>) -> Double": (
      "[5, 6].count", "2"
    ),
    "isEmpty(_ self: Sequence<T>) -> Bool": (
      "[5, 6].isEmpty", "false"
    ),
    "indices(_ self: Sequence<T>) -> Range": (
      "[5, 6].indices", "0..<2"
    ),
    "Array(_ elements: Sequence<T>) -> [T]": (
      "Array(1...3)", "[1, 2, 3]"
    ),
    "Array(repeating value: T, count: Int) -> [T]": (
      "Array(repeating: \"a\", count: 2)", "[\"a\", \"a\"]"
    ),
    "Vector(_ elements: Sequence<Double>) -> Vector": (
      "Vector(1...3)", "[1, 2, 3]"
    ),
    "Vector(repeating value: Double, count: Int) -> Vector": (
      "Vector(repeating: 7, count: 2)", "[7, 7]"
    ),
    "sum(_ self: Vector) -> Double": (
      "[1, 2, 3].sum()", "6"
    ),
    "append(_ self: [T], _ element: T) -> Void": (
      "var v = [1, 2]; v.append(3); v", "[1, 2, 3]"
    ),
    "append(_ self: String, _ text: String) -> Void": (
      "var s = \"a\"; s.append(\"b\"); s", "ab"
    ),
    "append(_ self: [T], contentsOf elements: Sequence<T>) -> Void": (
      "var v = [1]; v.append(contentsOf: [2, 3]); v", "[1, 2, 3]"
    ),
    "insert(_ self: [T], _ element: T, at index: Int) -> Void": (
      "var v = [1, 3]; v.insert(2, at: 1); v", "[1, 2, 3]"
    ),
    "remove(_ self: [T], at index: Int) -> T": (
      "var v = [1, 2, 3]; v.remove(at: 0)", "1"
    ),
    "removeLast(_ self: [T]) -> T": (
      "var v = [1, 2, 3]; v.removeLast()", "3"
    ),
    "removeFirst(_ self: [T]) -> T": (
      "var v = [1, 2, 3]; v.removeFirst()", "1"
    ),
    "removeAll(_ self: Set<T>) -> Void": (
      "var s: Set<Double> = [1, 2]; s.removeAll(); s.count", "0"
    ),
    "removeAll(_ self: [K: V]) -> Void": (
      "var d = [\"a\": 1]; d.removeAll(); d.count", "0"
    ),
    "removeAll(_ self: [T]) -> Void": (
      "var v = [1, 2]; v.removeAll(); v.count", "0"
    ),
    "swapAt(_ self: [T], _ first: Int, _ second: Int) -> Void": (
      "var v = [1, 2, 3]; v.swapAt(0, 2); v", "[3, 2, 1]"
    ),
    "sort(_ self: [T]) -> Void": (
      "var v = [3, 1, 2]; v.sort(); v", "[1, 2, 3]"
    ),
    "sort(_ self: [T], by isBefore: (T, T) -> Bool) -> Void": (
      "var v = [3, 1, 2]; v.sort { $0 > $1 }; v", "[3, 2, 1]"
    ),
    "reverse(_ self: [T]) -> Void": (
      "var v = [1, 2, 3]; v.reverse(); v", "[3, 2, 1]"
    ),
    "insert(_ self: Set<T>, _ element: T) -> Void": (
      "var s: Set<Double> = [1]; s.insert(2); s", "[1, 2]"
    ),
    "remove(_ self: Set<T>, _ element: T) -> T?": (
      "var s: Set<Double> = [1, 2]; s.remove(1); s", "[2]"
    ),
    "removeValue(_ self: [K: V], forKey key: K) -> V?": (
      "var d = [\"a\": 1]; d.removeValue(forKey: \"a\") ?? 0", "1"
    ),
    "print(_ items: Any..., separator: String = \" \", terminator: String = \"\\n\") -> Void": (
      "print(\"a\", 1, separator: \": \")", "a: 1\n"
    ),
    "String(repeating text: String, count: Int) -> String": (
      "String(repeating: \"ab\", count: 2)", "abab"
    ),
    "String(_ characters: [String]) -> String": (
      "String(\"cab\".sorted())", "abc"
    ),
    "String(_ value: Any) -> String": (
      "String(2.5) + \"!\"", "2.5!"
    ),
    "uppercased(_ self: String) -> String": (
      "\"swift\".uppercased()", "SWIFT"
    ),
    "lowercased(_ self: String) -> String": (
      "\"Swift\".lowercased()", "swift"
    ),
    "hasPrefix(_ self: String, _ start: String) -> Bool": (
      "\"swift\".hasPrefix(\"sw\")", "true"
    ),
    "hasSuffix(_ self: String, _ end: String) -> Bool": (
      "\"swift\".hasSuffix(\"ft\")", "true"
    ),
    "split(_ self: String, separator: String) -> [String]": (
      "\"a,b\".split(separator: \",\")", "[\"a\", \"b\"]"
    ),
    "replacing(_ self: String, _ old: String, with new: String) -> String": (
      "\"a b\".replacing(\" \", with: \"_\")", "a_b"
    ),
    "Double(_ text: String) -> Double?": (
      "Double(\"2.5\") ?? 0", "2.5"
    ),
    "Double(_ number: Double) -> Double": (
      "Double(3)", "3"
    ),
    "Int(_ text: String) -> Double?": (
      "Int(\"42\") ?? 0", "42"
    ),
    "Int(_ number: Double) -> Double": (
      "Int(2.9)", "2"
    ),
    "quotient(_ dividend: Double, _ divisor: Double) -> Double": (
      "quotient(-7, 2)", "-3"
    ),
    "min(_ a: Double, _ b: Double, _ rest: Double...) -> Double": (
      "min(3, 1, 2)", "1"
    ),
    "min(_ a: String, _ b: String, _ rest: String...) -> String": (
      "min(\"b\", \"a\")", "a"
    ),
    "max(_ a: Double, _ b: Double, _ rest: Double...) -> Double": (
      "max(3, 1, 2)", "3"
    ),
    "max(_ a: String, _ b: String, _ rest: String...) -> String": (
      "max(\"b\", \"a\")", "b"
    ),
    "magnitude(_ self: Double) -> Double": (
      "(-3).magnitude", "3"
    ),
    "rounded(_ self: Double) -> Double": (
      "2.5.rounded()", "3"
    ),
    "squareRoot(_ self: Double) -> Double": (
      "9.0.squareRoot()", "3"
    ),
    "truncatingRemainder(_ self: Double, dividingBy divisor: Double) -> Double": (
      "(7.5).truncatingRemainder(dividingBy: 2)", "1.5"
    ),
    "isNaN(_ self: Double) -> Bool": (
      "(0 / 0).isNaN", "true"
    ),
    "isFinite(_ self: Double) -> Bool": (
      "(1 / 0).isFinite", "false"
    ),
    "Double.piDouble": (
      "Double.pi", "3.141592653589793"
    ),
    "Double.infinityDouble": (
      "Double.infinity", "inf"
    ),
    "Double.nanDouble": (
      "Double.nan", "nan"
    ),
    "Double.greatestFiniteMagnitudeDouble": (
      "Double.greatestFiniteMagnitude", "1.7976931348623157e+308"
    ),
    "Double.ulpOfOneDouble": (
      "Double.ulpOfOne", "2.220446049250313e-16"
    ),
    "stride(from start: Double, to end: Double, by step: Double) -> Vector": (
      "stride(from: 0, to: 10, by: 4)", "[0, 4, 8]"
    ),
    "stride(from start: Double, through end: Double, by step: Double) -> Vector": (
      "stride(from: 0, through: 1, by: 0.5)", "[0, 0.5, 1]"
    ),
    "lowerBound(_ self: Range) -> Double": (
      "(2...5).lowerBound", "2"
    ),
    "upperBound(_ self: Range) -> Double": (
      "(2...5).upperBound", "5"
    ),
    "keys(_ self: [K: V]) -> [K]": (
      "[\"a\": 1].keys", "[\"a\"]"
    ),
    "values(_ self: [K: V]) -> [V]": (
      "[\"a\": 1].values", "[1]"
    ),
    "mapValues(_ self: [K: V], _ transform: (V) -> U) -> [K: U]": (
      "[\"a\": 1].mapValues { $0 * 2 }", "[\"a\": 2]"
    ),
    "Dictionary(uniqueKeysWithValues pairs: Sequence<(K, V)>) -> [K: V]": (
      "Dictionary(uniqueKeysWithValues: [(\"a\", 1)])", "[\"a\": 1]"
    ),
    "Set(_ elements: Sequence<T>) -> Set<T>": (
      "Set([1, 2, 1]).count", "2"
    ),
    "union(_ self: Set<T>, _ other: Sequence<T>) -> Set<T>": (
      "let s: Set<Double> = [1, 2]; s.union([3])", "[1, 2, 3]"
    ),
    "intersection(_ self: Set<T>, _ other: Sequence<T>) -> Set<T>": (
      "let s: Set<Double> = [1, 2]; s.intersection([2, 3])", "[2]"
    ),
    "subtracting(_ self: Set<T>, _ other: Sequence<T>) -> Set<T>": (
      "let s: Set<Double> = [1, 2]; s.subtracting([2])", "[1]"
    ),
    "T(_ self: Vector) -> Matrix": (
      "[1, 2].T", "[[1],\n [2]]"
    ),
    "T(_ self: Matrix) -> Matrix": (
      "[[1, 2]].T", "[[1],\n [2]]"
    ),
    "shape(_ self: Tensor) -> Vector": (
      "[[1, 2], [3, 4], [5, 6]].shape", "[3, 2]"
    ),
    "precondition(_ condition: Bool, _ message: String = \"\") -> Void": (
      "precondition(2 > 1, \"the order is wrong\"); 2 - 1", "1"
    ),
    "fatalError(_ message: String = \"\") -> Never": (
      "let n = 3; if n > 5 { fatalError(\"n is \\(n)\") }; n", "3"
    ),
  ]
}
