/// The order of numbers, found so that equal ones keep theirs.
///
/// Short runs are compared; long ones are dealt by digits of their bit patterns, eleven bits at a
/// time from the lowest, which needs no comparison and keeps the order of equals.
///
/// - Source: Knuth, *The Art of Computer Programming* 3, §5.2.5 (radix sorting).
struct StableOrder {
  private var order: [UInt32] = []
  private var spareOrder: [UInt32] = []
  private var keys: [UInt64] = []
  private var spareKeys: [UInt64] = []

  /// Below this many, comparing is faster than counting digits.
  private static let few = 256
  private static let digit = 11

  /// The indices of `values` in ascending or descending order; NaN is not among them.
  mutating func sort(_ values: UnsafeBufferPointer<Double>, descending: Bool) -> [UInt32] {
    order.removeAll(keepingCapacity: true)
    order.append(contentsOf: 0..<UInt32(values.count))
    if values.count < StableOrder.few {
      order.sort { (i: UInt32, j: UInt32) -> Bool in
        let a = values[Int(i)]
        let b = values[Int(j)]
        if a == b { return i < j }
        return descending ? a > b : a < b
      }
      return order
    }
    keys.removeAll(keepingCapacity: true)
    for value in values {
      let key = StableOrder.key(value)
      keys.append(descending ? ~key : key)
    }
    deal()
    return order
  }

  /// A number that orders as `value` does; both zeros have the same.
  private static func key(_ value: Double) -> UInt64 {
    let bits = value == 0 ? 0 : value.bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }

  private mutating func deal() {
    let count = keys.count
    let buckets = 1 << StableOrder.digit
    spareKeys = [UInt64](repeating: 0, count: count)
    spareOrder = [UInt32](repeating: 0, count: count)
    for shift in stride(from: 0, to: 64, by: StableOrder.digit) {
      var starts = [Int](repeating: 0, count: buckets)
      for key in keys { starts[Int(truncatingIfNeeded: key >> shift) & (buckets - 1)] += 1 }
      if starts.contains(count) { continue }
      var sum = 0
      for bucket in 0..<buckets {
        let size = starts[bucket]
        starts[bucket] = sum
        sum += size
      }
      StableOrder.move(keys, order, shift, &starts, &spareKeys, &spareOrder)
      swap(&keys, &spareKeys)
      swap(&order, &spareOrder)
    }
  }

  /// Deals every key and its index to the next place of its bucket.
  private static func move(
    _ keys: [UInt64], _ order: [UInt32], _ shift: Int, _ starts: inout [Int],
    _ toKeys: inout [UInt64], _ toOrder: inout [UInt32]
  ) {
    let mask = (1 << digit) - 1
    starts.withUnsafeMutableBufferPointer { starts in
      toKeys.withUnsafeMutableBufferPointer { toKeys in
        toOrder.withUnsafeMutableBufferPointer { toOrder in
          for i in 0..<keys.count {
            let bucket = Int(truncatingIfNeeded: keys[i] >> shift) & mask
            let place = starts[bucket]
            starts[bucket] = place + 1
            toKeys[place] = keys[i]
            toOrder[place] = order[i]
          }
        }
      }
    }
  }
}
