import FoundationEssentials
package import Script

/// Objects of the library as bytes: what a cache keeps of them. Pictures and tables are kept whole, of
/// all others what a page shows: their text, formula and number.
package enum StoredObject {
  /// The bytes of `object`, the same for the same object.
  package static func bytes(of object: any ScriptObject) -> [UInt8]? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    if kinds[object.typeName] != nil, let object = object as? any (ScriptObject & Encodable) {
      return (try? encoder.encode(object)).map { [UInt8]($0) }
    }
    return (try? encoder.encode(ShownObject(object))).map { [UInt8]($0) }
  }

  /// The object of the type called `typeName` with these bytes, or nil if they are none.
  package static func object(_ typeName: String, _ bytes: [UInt8]) -> (any ScriptObject)? {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    if let kind = kinds[typeName] { return kind(decoder, Data(bytes)) }
    let shown = try? decoder.decode(ShownObject.self, from: Data(bytes))
    return shown?.typeName == typeName ? shown : nil
  }

  private static let kinds: [String: @Sendable (JSONDecoder, Data) -> (any ScriptObject)?] = [
    "Table": { try? $0.decode(TableValue.self, from: $1) },
    "Animation": { try? $0.decode(AnimationValue.self, from: $1) },
    "Chart": { try? $0.decode(ChartValue.self, from: $1) },
  ]
}

/// What a page shows of an object that nothing is computed with any more.
private struct ShownObject: ScriptObject, Codable {
  let typeName: String
  let tex: String?
  let number: Double?
  private let words: String

  init(_ object: any ScriptObject) {
    typeName = object.typeName
    tex = object.tex
    number = object.number
    words = object.text()
  }

  func text() -> String { words }
}
