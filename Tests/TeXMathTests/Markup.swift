/// A small reader of XML, for looking at what was written.
struct Element: Hashable {
  var name: String
  var attributes: [String: String] = [:]
  var children: [Element] = []
  /// The text, for a text node, whose name is empty.
  var text = ""

  /// All text inside.
  var content: String { name.isEmpty ? text : children.map(\.content).joined() }

  /// The element and all inside, with text nodes.
  var all: [Element] { [self] + children.flatMap(\.all) }

  struct Malformed: Error { var message: String }

  /// Reads `source`, which must be well-formed.
  init(parsing source: String) throws {
    var stack = [Element(name: "document")]
    var rest = Substring(source)
    while let first = rest.first {
      if first == "<" {
        guard let end = rest.firstIndex(of: ">") else { throw Malformed(message: "open tag") }
        let tag = rest[rest.index(after: rest.startIndex)..<end]
        rest = rest[rest.index(after: end)...]
        if tag.hasPrefix("/") {
          let closed = stack.removeLast()
          guard closed.name == tag.dropFirst(), !stack.isEmpty else {
            throw Malformed(message: "</\(tag.dropFirst())> closes <\(closed.name)>")
          }
          stack[stack.count - 1].children.append(closed)
        } else {
          let isEmpty = tag.hasSuffix("/")
          let element = try Element(tag: isEmpty ? tag.dropLast() : tag)
          if isEmpty {
            stack[stack.count - 1].children.append(element)
          } else {
            stack.append(element)
          }
        }
      } else {
        let end = rest.firstIndex(of: "<") ?? rest.endIndex
        var node = Element(name: "")
        node.text = try Self.decoded(rest[..<end])
        stack[stack.count - 1].children.append(node)
        rest = rest[end...]
      }
    }
    guard stack.count == 1 else { throw Malformed(message: "<\(stack.last?.name ?? "")> is open") }
    self = stack[0]
  }

  init(name: String) { self.name = name }

  private init(tag: Substring) throws {
    let nameEnd = tag.firstIndex(where: \.isWhitespace) ?? tag.endIndex
    name = String(tag[..<nameEnd])
    guard !name.isEmpty, name.allSatisfy({ $0.isASCII && $0.isLetter }) else {
      throw Malformed(message: "element \(name)")
    }
    var rest = tag[nameEnd...]
    while let start = rest.firstIndex(where: { !$0.isWhitespace }) {
      rest = rest[start...]
      guard let equals = rest.firstIndex(of: "="), rest[rest.index(after: equals)...].first == "\""
      else { throw Malformed(message: "attribute in <\(tag)>") }
      let key = String(rest[..<equals])
      let value = rest[rest.index(equals, offsetBy: 2)...]
      guard let close = value.firstIndex(of: "\"") else { throw Malformed(message: "quote") }
      guard attributes[key] == nil else { throw Malformed(message: "\(key) twice in <\(tag)>") }
      attributes[key] = try Self.decoded(value[..<close])
      rest = value[value.index(after: close)...]
    }
  }

  private static func decoded(_ text: Substring) throws -> String {
    var result = ""
    var rest = text
    while let ampersand = rest.firstIndex(of: "&") {
      result += rest[..<ampersand]
      guard let semicolon = rest[ampersand...].firstIndex(of: ";") else {
        throw Malformed(message: "bare &")
      }
      let name = rest[rest.index(after: ampersand)..<semicolon]
      switch name {
      case "amp": result += "&"
      case "lt": result += "<"
      case "gt": result += ">"
      case "quot": result += "\""
      case let number where number.hasPrefix("#x"):
        guard let value = UInt32(number.dropFirst(2), radix: 16), let scalar = Unicode.Scalar(value)
        else { throw Malformed(message: "&\(name);") }
        result.unicodeScalars.append(scalar)
      default: throw Malformed(message: "&\(name);")
      }
      rest = rest[rest.index(after: semicolon)...]
    }
    return result + rest
  }
}
