/// What the machine has built in: each is named by entries of `LibraryTable.core`.
package enum Intrinsic: String, Sendable, CaseIterable {
  // Output and text
  case print, text, describe
  // Lists: any sequence
  case map, flatMap, compactMap, filter, reduce, forEach, enumerated, zip, sorted, sortedBy
  case minimumOf, maximumOf, minimumBy, maximumBy, contains, containsWhere, allSatisfy
  case first, firstWhere, firstIndexOf, firstIndexWhere, last, prefix, suffix, dropFirst, dropLast
  case reversed, joined, count, isEmpty, indices, list, sum
  case vectorFirst, vectorLast
  // Changes in place
  case append, appendContents, insert, removeAt, removeLast, removeFirst, removeAll, swapAt, sort
  case sortBy, reverse, setInsert, setRemove, removeValue
  // Dictionaries and sets
  case keys, values, mapValues, filterDictionary, filterText, setFrom, union, intersection
  case subtracting
  case dictionaryFrom
  // Ranges and strides
  case strideTo, strideThrough, lowerBound, upperBound, rangeContains
  // Numbers
  case number, numberFromText, quotient, minimum, maximum, magnitude, rounded, isNaN, isFinite
  case truncated
  // Texts
  case uppercased, lowercased, hasPrefix, hasSuffix, textContains, split, replacing, repeatText
  // Tensors
  case transpose, shape
  // Control
  case precondition, fatalError

  /// All of them, by the numbers that instructions name them by.
  static let all = Intrinsic.allCases
}

extension LibraryTable {
  /// The language's own functions and members: Swift's, where they make sense here.
  package static let core: [LibraryFunction] =
    (listEntries + mutatingEntries + textEntries + numberEntries + otherEntries).map {
      $0.withExample(coreExamples[$0.name + $0.signature])
    } + composedEntries

  private static func entry(
    _ name: String, _ signature: String, _ kind: LibraryFunction.Kind, _ intrinsic: Intrinsic,
    _ summary: String
  ) -> LibraryFunction {
    LibraryFunction(name, signature, kind: kind, summary: summary, body: .intrinsic(intrinsic))
  }

  private static let listEntries: [LibraryFunction] = [
    entry(
      "map", "(_ self: T?, _ transform: (T) -> U) -> U?", .method, .map,
      "The transformed value, or nil if there is none."),
    entry(
      "map", "(_ self: Sequence<T>, _ transform: (T) -> U) -> [U]", .method, .map,
      "The results of the function for each element, in order."),
    entry(
      "flatMap", "(_ self: T?, _ transform: (T) -> U?) -> U?", .method, .flatMap,
      "What the function makes of the value, or nil if there is none."),
    entry(
      "flatMap", "(_ self: Sequence<T>, _ transform: (T) -> Sequence<U>) -> [U]", .method, .flatMap,
      "The elements of the results for each element, joined."),
    entry(
      "compactMap", "(_ self: Sequence<T>, _ transform: (T) -> U?) -> [U]", .method, .compactMap,
      "The results that are not nil."),
    entry(
      "filter", "(_ self: [K: V], _ isIncluded: ((key: K, value: V)) -> Bool) -> [K: V]", .method,
      .filterDictionary, "The pairs for which the function holds."),
    entry(
      "filter", "(_ self: String, _ isIncluded: (String) -> Bool) -> String", .method, .filterText,
      "The characters for which the function holds, as a text."),
    entry(
      "filter", "(_ self: Sequence<T>, _ isIncluded: (T) -> Bool) -> [T]", .method, .filter,
      "The elements for which the function holds."),
    entry(
      "reduce", "(_ self: Sequence<T>, _ initial: U, _ combine: (U, T) -> U) -> U", .method,
      .reduce, "The elements combined one after the other, from the left."),
    entry(
      "forEach", "(_ self: Sequence<T>, _ body: (T) -> Void) -> Void", .method, .forEach,
      "Calls the function with each element."),
    entry(
      "enumerated", "(_ self: Sequence<T>) -> [(offset: Double, element: T)]", .method,
      .enumerated, "The elements with their positions from 0."),
    entry(
      "zip", "(_ first: Sequence<T>, _ second: Sequence<U>) -> [(T, U)]", .function, .zip,
      "The pairs of elements at the same position, as many as the shorter one has."),
    entry(
      "sorted", "(_ self: Sequence<T>) -> [T]", .method, .sorted,
      "The elements in ascending order, equals in their old order."),
    entry(
      "sorted", "(_ self: Sequence<T>, by isBefore: (T, T) -> Bool) -> [T]", .method, .sortedBy,
      "The elements in the order of the function, equals in their old order."),
    entry(
      "min", "(_ self: Vector) -> Double", .method, .minimumOf,
      "The least number; an error if there is none."),
    entry(
      "max", "(_ self: Vector) -> Double", .method, .maximumOf,
      "The greatest number; an error if there is none."),
    entry(
      "min", "(_ self: Sequence<T>) -> T?", .method, .minimumOf,
      "The least element, or nil if there is none."),
    entry(
      "max", "(_ self: Sequence<T>) -> T?", .method, .maximumOf,
      "The greatest element, or nil if there is none."),
    entry(
      "min", "(_ self: Sequence<T>, by isBefore: (T, T) -> Bool) -> T?", .method, .minimumBy,
      "The least element in the order of the function."),
    entry(
      "max", "(_ self: Sequence<T>, by isBefore: (T, T) -> Bool) -> T?", .method, .maximumBy,
      "The greatest element in the order of the function."),
    entry(
      "contains", "(_ self: Range, _ number: Double) -> Bool", .method, .rangeContains,
      "Whether the number lies in the range."),
    entry(
      "contains", "(_ self: String, _ other: String) -> Bool", .method, .textContains,
      "Whether the other text occurs in it."),
    entry(
      "contains", "(_ self: Sequence<T>, _ element: T) -> Bool", .method, .contains,
      "Whether an element equals the value."),
    entry(
      "contains", "(_ self: Sequence<T>, where holds: (T) -> Bool) -> Bool", .method,
      .containsWhere, "Whether the function holds for an element."),
    entry(
      "allSatisfy", "(_ self: Sequence<T>, _ holds: (T) -> Bool) -> Bool", .method, .allSatisfy,
      "Whether the function holds for every element."),
    entry(
      "first", "(_ self: Vector) -> Double", .property, .vectorFirst,
      "The first number; an error if there is none."),
    entry(
      "last", "(_ self: Vector) -> Double", .property, .vectorLast,
      "The last number; an error if there is none."),
    entry(
      "first", "(_ self: Sequence<T>) -> T?", .property, .first,
      "The first element, or nil if there is none."),
    entry(
      "last", "(_ self: Sequence<T>) -> T?", .property, .last,
      "The last element, or nil if there is none."),
    entry(
      "first", "(_ self: Sequence<T>, where holds: (T) -> Bool) -> T?", .method, .firstWhere,
      "The first element for which the function holds."),
    entry(
      "firstIndex", "(_ self: Sequence<T>, of element: T) -> Double?", .method, .firstIndexOf,
      "The position of the first element that equals the value."),
    entry(
      "firstIndex", "(_ self: Sequence<T>, where holds: (T) -> Bool) -> Double?", .method,
      .firstIndexWhere, "The position of the first element for which the function holds."),
    entry(
      "prefix", "(_ self: String, _ count: Int) -> String", .method, .prefix,
      "The first characters."),
    entry(
      "suffix", "(_ self: String, _ count: Int) -> String", .method, .suffix,
      "The last characters."),
    entry(
      "prefix", "(_ self: Sequence<T>, _ count: Int) -> [T]", .method, .prefix,
      "The first elements."),
    entry(
      "suffix", "(_ self: Sequence<T>, _ count: Int) -> [T]", .method, .suffix,
      "The last elements."),
    entry(
      "dropFirst", "(_ self: String, _ count: Int = 1) -> String", .method, .dropFirst,
      "All characters but the first ones."),
    entry(
      "dropLast", "(_ self: String, _ count: Int = 1) -> String", .method, .dropLast,
      "All characters but the last ones."),
    entry(
      "dropFirst", "(_ self: Sequence<T>, _ count: Int = 1) -> [T]", .method, .dropFirst,
      "All elements but the first ones."),
    entry(
      "dropLast", "(_ self: Sequence<T>, _ count: Int = 1) -> [T]", .method, .dropLast,
      "All elements but the last ones."),
    entry(
      "reversed", "(_ self: String) -> String", .method, .reversed,
      "The characters in the opposite order."),
    entry(
      "reversed", "(_ self: Sequence<T>) -> [T]", .method, .reversed,
      "The elements in the opposite order."),
    entry(
      "joined", "(_ self: Sequence<String>, separator: String = \"\") -> String", .method, .joined,
      "The texts one after the other."),
    entry(
      "count", "(_ self: Sequence<T>) -> Double", .property, .count, "The number of elements."),
    entry(
      "isEmpty", "(_ self: Sequence<T>) -> Bool", .property, .isEmpty,
      "Whether there is no element."),
    entry(
      "indices", "(_ self: Sequence<T>) -> Range", .property, .indices,
      "The positions, from 0."),
    entry(
      "Array", "(_ elements: Sequence<T>) -> [T]", .function, .list, "The elements as a list."),
    entry(
      "Array", "(repeating value: T, count: Int) -> [T]", .function, .list,
      "A list of equal elements."),
    entry(
      "Vector", "(_ elements: Sequence<Double>) -> Vector", .function, .list,
      "The numbers as a Vector."),
    entry(
      "Vector", "(repeating value: Double, count: Int) -> Vector", .function, .list,
      "A Vector of equal numbers."),
    entry("sum", "(_ self: Vector) -> Double", .method, .sum, "The sum of all elements."),
  ]

  private static let mutatingEntries: [LibraryFunction] = [
    entry(
      "append", "(_ self: [T], _ element: T) -> Void", .mutatingMethod, .append,
      "Adds an element at the end."),
    entry(
      "append", "(_ self: String, _ text: String) -> Void", .mutatingMethod, .append,
      "Adds a text at the end."),
    entry(
      "append", "(_ self: [T], contentsOf elements: Sequence<T>) -> Void", .mutatingMethod,
      .appendContents, "Adds the elements of a sequence at the end."),
    entry(
      "insert", "(_ self: [T], _ element: T, at index: Int) -> Void", .mutatingMethod, .insert,
      "Puts an element before the one at the index."),
    entry(
      "remove", "(_ self: [T], at index: Int) -> T", .mutatingMethod, .removeAt,
      "Takes the element at the index away and gives it."),
    entry(
      "removeLast", "(_ self: [T]) -> T", .mutatingMethod, .removeLast,
      "Takes the last element away and gives it."),
    entry(
      "removeFirst", "(_ self: [T]) -> T", .mutatingMethod, .removeFirst,
      "Takes the first element away and gives it."),
    entry(
      "removeAll", "(_ self: [T]) -> Void", .mutatingMethod, .removeAll,
      "Takes all elements away."),
    entry(
      "removeAll", "(_ self: Set<T>) -> Void", .mutatingMethod, .removeAll,
      "Takes all elements away."),
    entry(
      "removeAll", "(_ self: [K: V]) -> Void", .mutatingMethod, .removeAll,
      "Takes all keys and values away."),
    entry(
      "swapAt", "(_ self: [T], _ first: Int, _ second: Int) -> Void", .mutatingMethod, .swapAt,
      "Exchanges two elements."),
    entry(
      "sort", "(_ self: [T]) -> Void", .mutatingMethod, .sort, "Puts the elements in order."),
    entry(
      "sort", "(_ self: [T], by isBefore: (T, T) -> Bool) -> Void", .mutatingMethod, .sortBy,
      "Puts the elements in the order of the function."),
    entry(
      "reverse", "(_ self: [T]) -> Void", .mutatingMethod, .reverse,
      "Puts the elements in the opposite order."),
    entry(
      "insert", "(_ self: Set<T>, _ element: T) -> Void", .mutatingMethod, .setInsert,
      "Adds an element that is not there yet."),
    entry(
      "remove", "(_ self: Set<T>, _ element: T) -> T?", .mutatingMethod, .setRemove,
      "Takes an element away."),
    entry(
      "removeValue", "(_ self: [K: V], forKey key: K) -> V?", .mutatingMethod, .removeValue,
      "Takes a key and its value away and gives the value."),
  ]

  private static let textEntries: [LibraryFunction] = [
    entry(
      "print", "(_ items: Any..., separator: String = \" \", terminator: String = \"\\n\") -> Void",
      .function, .print, "Writes the values below the cell."),
    entry(
      "String", "(repeating text: String, count: Int) -> String", .function, .repeatText,
      "The text several times."),
    entry(
      "String", "(_ characters: [String]) -> String", .function, .joined,
      "The characters as one text."),
    entry("String", "(_ value: Any) -> String", .function, .text, "The text of a value."),
    entry(
      "uppercased", "(_ self: String) -> String", .method, .uppercased, "In capital letters."),
    entry(
      "lowercased", "(_ self: String) -> String", .method, .lowercased, "In small letters."),
    entry(
      "hasPrefix", "(_ self: String, _ start: String) -> Bool", .method, .hasPrefix,
      "Whether it starts so."),
    entry(
      "hasSuffix", "(_ self: String, _ end: String) -> Bool", .method, .hasSuffix,
      "Whether it ends so."),
    entry(
      "split", "(_ self: String, separator: String) -> [String]", .method, .split,
      "The parts between the separators, empty ones left out."),
    entry(
      "replacing", "(_ self: String, _ old: String, with new: String) -> String", .method,
      .replacing, "The text with each occurrence replaced."),
  ]

  private static let numberEntries: [LibraryFunction] = [
    entry(
      "Double", "(_ text: String) -> Double?", .function, .numberFromText,
      "The number that the text states, or nil."),
    entry("Double", "(_ number: Double) -> Double", .function, .number, "The number itself."),
    entry(
      "Int", "(_ text: String) -> Double?", .function, .numberFromText,
      "The integer that the text states, or nil."),
    entry(
      "Int", "(_ number: Double) -> Double", .function, .truncated,
      "The number without its fraction."),
    entry(
      "quotient", "(_ dividend: Double, _ divisor: Double) -> Double", .function, .quotient,
      "The integral quotient, cut off toward zero, as Swift divides integers."),
    entry(
      "min", "(_ a: Double, _ b: Double, _ rest: Double...) -> Double", .function, .minimum,
      "The least of the numbers."),
    entry(
      "min", "(_ a: String, _ b: String, _ rest: String...) -> String", .function, .minimum,
      "The text that comes first."),
    entry(
      "max", "(_ a: Double, _ b: Double, _ rest: Double...) -> Double", .function, .maximum,
      "The greatest of the numbers."),
    entry(
      "max", "(_ a: String, _ b: String, _ rest: String...) -> String", .function, .maximum,
      "The text that comes last."),
    entry(
      "magnitude", "(_ self: Double) -> Double", .property, .magnitude,
      "The number without its sign."),
    entry(
      "rounded", "(_ self: Double) -> Double", .method, .rounded,
      "The nearest integer, halves away from zero."),
    LibraryFunction(
      "squareRoot", "(_ self: Double) -> Double", kind: .method, summary: "The square root.",
      body: .scalar1 { $0.squareRoot() }, pullback: .scalar1 { _, y in 0.5 / y }),
    LibraryFunction(
      "truncatingRemainder", "(_ self: Double, dividingBy divisor: Double) -> Double",
      kind: .method,
      summary: "What is left of the division by a number, with the sign of the first.",
      body: .scalar2 { $0.truncatingRemainder(dividingBy: $1) }),
    entry("isNaN", "(_ self: Double) -> Bool", .property, .isNaN, "Whether it is not a number."),
    entry(
      "isFinite", "(_ self: Double) -> Bool", .property, .isFinite,
      "Whether it is neither infinite nor not a number."),
    LibraryFunction(
      "Double.pi", "Double", kind: .constant,
      summary: "The ratio of a circle's circumference to its diameter.", body: .constant(.pi)),
    LibraryFunction(
      "Double.infinity", "Double", kind: .constant, summary: "More than every other number.",
      body: .constant(.infinity)),
    LibraryFunction(
      "Double.nan", "Double", kind: .constant,
      summary: "No number, such as 0 / 0; it equals nothing, not even itself.",
      body: .constant(.nan)),
    LibraryFunction(
      "Double.greatestFiniteMagnitude", "Double", kind: .constant,
      summary: "The greatest number that is not infinite.",
      body: .constant(.greatestFiniteMagnitude)),
    LibraryFunction(
      "Double.ulpOfOne", "Double", kind: .constant,
      summary: "The distance from 1 to the next number.", body: .constant(.ulpOfOne)),
  ]

  private static let otherEntries: [LibraryFunction] = [
    entry(
      "stride", "(from start: Double, to end: Double, by step: Double) -> Vector", .function,
      .strideTo, "The numbers from the start in equal steps, before the end."),
    entry(
      "stride", "(from start: Double, through end: Double, by step: Double) -> Vector", .function,
      .strideThrough, "The numbers from the start in equal steps, up to the end."),
    entry(
      "lowerBound", "(_ self: Range) -> Double", .property, .lowerBound, "The lower bound."),
    entry(
      "upperBound", "(_ self: Range) -> Double", .property, .upperBound, "The upper bound."),
    entry("keys", "(_ self: [K: V]) -> [K]", .property, .keys, "The keys in order of insertion."),
    entry(
      "values", "(_ self: [K: V]) -> [V]", .property, .values, "The values in order of insertion."),
    entry(
      "mapValues", "(_ self: [K: V], _ transform: (V) -> U) -> [K: U]", .method, .mapValues,
      "The same keys with transformed values."),
    entry(
      "Dictionary", "(uniqueKeysWithValues pairs: Sequence<(K, V)>) -> [K: V]", .function,
      .dictionaryFrom, "A dictionary of the pairs."),
    entry(
      "Set", "(_ elements: Sequence<T>) -> Set<T>", .function, .setFrom,
      "The elements, each once."),
    entry(
      "union", "(_ self: Set<T>, _ other: Sequence<T>) -> Set<T>", .method, .union,
      "The elements of both."),
    entry(
      "intersection", "(_ self: Set<T>, _ other: Sequence<T>) -> Set<T>", .method, .intersection,
      "The elements that both have."),
    entry(
      "subtracting", "(_ self: Set<T>, _ other: Sequence<T>) -> Set<T>", .method, .subtracting,
      "The elements that the other does not have."),
    entry("T", "(_ self: Vector) -> Matrix", .property, .transpose, "The vector as a column."),
    entry("T", "(_ self: Matrix) -> Matrix", .property, .transpose, "Rows and columns exchanged."),
    entry("shape", "(_ self: Tensor) -> Vector", .property, .shape, "The length of each axis."),
    entry(
      "precondition", "(_ condition: Bool, _ message: String = \"\") -> Void", .function,
      .precondition, "Stops the cell with the message if the condition does not hold."),
    entry(
      "fatalError", "(_ message: String = \"\") -> Never", .function, .fatalError,
      "Stops the cell with the message."),
  ]
}
