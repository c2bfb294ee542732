import Book

/// `FILE[:LINE[:COLUMN]]`.
struct PlaceArgument {
  let path: String
  var line: Int?
  var column: Int?

  /// Takes the numbers off the end of `text`, unless a file has all of it for its name.
  init(_ text: String) {
    var parts = text.split(separator: ":", omittingEmptySubsequences: false)[...]
    var numbers: [Int] = []
    if !Files.exists(text) {
      while numbers.count < 2, parts.count > 1, let last = parts.last, let number = Int(last),
        number > 0
      {
        numbers.insert(number, at: 0)
        parts.removeLast()
      }
    }
    path = parts.joined(separator: ":")
    line = numbers.first
    column = numbers.count > 1 ? numbers[1] : nil
  }
}
