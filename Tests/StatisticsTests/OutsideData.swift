import Foundation
import Numerics

/// The folder of outside data, or nil: then the tests that need it record "no outside data".
let outsideFolder = ProcessInfo.processInfo.environment["MATHBOOK_DATA"]

/// A file of the outside data, decoded.
func outside<Value: Decodable>(_ path: String, as type: Value.Type) throws -> Value {
  let data = try Data(contentsOf: URL(fileURLWithPath: (outsideFolder ?? "") + "/" + path))
  return try JSONDecoder().decode(type, from: data)
}
