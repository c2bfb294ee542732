import FoundationEssentials
package import Script

/// Objects of the library as bytes: what a cache keeps of them.
package enum StoredObject {
  /// The bytes of `object`, the same for the same object, or nil if its kind cannot be kept.
  package static func bytes(of object: any ScriptObject) -> [UInt8]? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let object = object as? any (ScriptObject & Encodable),
      kinds[object.typeName] != nil, let data = try? encoder.encode(object)
    else { return nil }
    return [UInt8](data)
  }

  /// The object of the type called `typeName` with these bytes, or nil if they are none.
  package static func object(_ typeName: String, _ bytes: [UInt8]) -> (any ScriptObject)? {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return kinds[typeName]?(decoder, Data(bytes))
  }

  private static let kinds: [String: @Sendable (JSONDecoder, Data) -> (any ScriptObject)?] = [
    "Table": { try? $0.decode(TableValue.self, from: $1) },
    "Animation": { try? $0.decode(AnimationValue.self, from: $1) },
    "Chart": { try? $0.decode(ChartValue.self, from: $1) },
  ]
}
