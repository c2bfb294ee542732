/// The product 1 · 2 · … · `n`, or nil where it is above 2⁵³ and a `Double` could not hold it exactly
/// whatever its digits: from 19 on.
public func factorial(_ n: Int) -> Double? {
  guard n >= 0 else { return nil }
  var product = 1
  for factor in 1..<Swift.max(2, n + 1) {
    let (next, overflow) = product.multipliedReportingOverflow(by: factor)
    guard !overflow, next <= Fraction.limit else { return nil }
    product = next
  }
  return Double(product)
}

/// The number of ways to choose `k` of `n` things, or nil where it is above 2⁵³.
///
/// After each factor the intermediate is itself a binomial coefficient, at most the result, and is
/// divided in double width, so that no result below the limit is refused.
public func binomial(_ n: Int, _ k: Int) -> Double? {
  guard k >= 0, k <= n else { return 0 }
  var result: UInt = 1
  for i in 0..<Swift.min(k, n - k) {
    let wide = result.multipliedFullWidth(by: UInt(n - i))
    let divisor = UInt(i + 1)
    guard wide.high < divisor else { return nil }
    result = divisor.dividingFullWidth(wide).quotient
    guard result <= UInt(Fraction.limit) else { return nil }
  }
  return Double(result)
}

/// The number of ways to line up `k` of `n` things, or nil where it is above 2⁵³.
public func permutations(_ n: Int, _ k: Int) -> Double? {
  guard k >= 0, k <= n else { return 0 }
  var product = 1
  for factor in (n - k + 1)..<Swift.max(n - k + 1, n + 1) {
    let (next, overflow) = product.multipliedReportingOverflow(by: factor)
    guard !overflow, next <= Fraction.limit else { return nil }
    product = next
  }
  return Double(product)
}
