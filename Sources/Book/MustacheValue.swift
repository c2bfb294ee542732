/// What a template can show: the data model of pages.
enum TemplateValue: Sendable, Equatable {
  /// Text, escaped where it is shown.
  case string(String)
  /// Markup that is shown as it is.
  case html(String)
  /// Whether a section is shown.
  case bool(Bool)
  /// A section repeated for every element.
  case list([TemplateValue])
  /// Named values; names that are missing show nothing and count as false.
  case object([String: TemplateValue])

  /// Whether a section over this value is shown: not for false, an empty list or empty text.
  var isTrue: Bool {
    switch self {
    case .string(let text), .html(let text): !text.isEmpty
    case .bool(let value): value
    case .list(let elements): !elements.isEmpty
    case .object: true
    }
  }
}

extension TemplateValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral value: String) { self = .string(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(arrayLiteral elements: TemplateValue...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, TemplateValue)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }
}
