/// What an instruction does.
///
/// The comment of each case gives its operands: `d`, `t`, `v` are registers of a bank, `k` a constant
/// of the function, `n` a plain number, `→` a jump distance. `BytecodeOperands.swift` says the same
/// for the printer and the verifier.
enum Opcode: UInt8, Sendable, CaseIterable {
  // Numbers: the machine's main loop runs these itself.
  /// d ← d
  case move
  /// d ← k
  case loadNumber
  /// d ← d op d
  case add, subtract, multiply, divide, remainder, power
  /// d ← d op k
  case addK, subtractK, multiplyK, divideK
  /// d ← d % k, an integer that stands before its reciprocal among the constants
  case remainderK
  /// d ← k op d (operands stand as d, d, k)
  case subtractFromK, divideIntoK
  /// d ← op d
  case negate, not, squareRoot, absolute, rounded, truncated
  /// d ← the smaller, the larger of d and d
  case minimum, maximum
  /// d ← d / d without its fraction
  case quotient
  /// d ← 1 or 0
  case less, lessOrEqual, equal, notEqual
  /// d ← library function n of d, or of d and the register after it
  case function1, function2
  /// An error unless d is integral.
  case testIntegral

  // Jumps
  /// →
  case jump
  /// d →
  case jumpTrue, jumpFalse
  /// d d →, if the comparison holds, or if it does not (which differs for NaN)
  case jumpLess, jumpNotLess, jumpLessOrEqual, jumpNotLessOrEqual, jumpEqual, jumpNotEqual
  /// d k →
  case jumpLessK, jumpNotLessK, jumpLessOrEqualK, jumpNotLessOrEqualK
  case jumpGreaterK, jumpNotGreaterK, jumpGreaterOrEqualK, jumpNotGreaterOrEqualK
  case jumpEqualK, jumpNotEqualK
  /// d → (d counter, d+1 limit; x: closed): tests the bounds, leaves an empty loop
  case countPrepare
  /// d → (d counter, d+1 limit): the next turn
  case countNext
  /// d → (d value, limit, start, step, index; x: closed)
  case stridePrepare, strideNext

  // Calls
  /// result register, function n; the arguments are in the outgoing registers
  case call
  /// result register, v function value
  case callClosure
  case returnNothing
  /// d
  case returnNumber
  /// t
  case returnTensor
  /// v
  case returnValue
  /// d ← capture n of the closure v
  case captureNumber
  case captureTensor, captureValue
  /// d ← global n
  case loadGlobalNumber
  /// global n ← d
  case storeGlobalNumber
  case loadGlobalTensor, storeGlobalTensor, loadGlobalValue, storeGlobalValue
  /// t ← global n, which is left empty
  case takeGlobalTensor, takeGlobalValue
  /// d ← element d of t (rank 1)
  case element
  /// d ← register x of the numbers · element d of t
  case multiplyElement
  /// element d of t ← d
  case setElement
  /// element d of t ← itself ± d
  case addToElement, subtractFromElement
  /// d ← the number of elements of t (its first axis)
  case count

  // Cells: variables that closures share
  /// v ← a new cell
  case newCell
  /// d ← cell v
  case cellNumber
  /// cell v ← d (operands d, v)
  case setCellNumber
  case cellTensor, setCellTensor, cellValue, setCellValue, takeCellTensor, takeCellValue

  // Tensors
  /// t ← t; `take` leaves the source empty
  case moveTensor, takeTensor
  /// t ← k
  case loadTensor
  /// t ← t op t (x: operation, and which operands may be taken)
  case tensorBinary
  /// t ← t op d, t ← d op t
  case tensorScalar, scalarTensor
  /// t ← unary operation n of t (x: whether it may be taken)
  case tensorUnary
  /// t ← t • t
  case matrixProduct
  /// d ← t • t of vectors
  case dot
  /// t ← t ⊗ t
  case outer
  /// t ← t ⊙ t
  case hadamard
  /// d ← t == t, t ≈ t
  case equalTensors, closeTensors
  /// d ← d ≈ d
  case closeNumbers
  /// d ← element at d, d+1 of t (rank 2)
  case element2
  /// element at d, d+1 of t ← d
  case setElement2
  /// t ← t[slice n]
  case slice
  /// t[slice n] ← t (operands target, value, slice)
  case setSlice
  /// t ← row d of t
  case row
  /// d ← the only element of t
  case tensorToNumber
  /// t ← d as a tensor of rank 0
  case numberToTensor
  /// t ← n numbers from d on
  case makeVector
  /// t ← d zeros
  case zeros
  /// t gets d, or n numbers from d on, at its end
  case appendNumber, appendNumbers
  /// t ← n tensors from t on, as one of a rank more
  case stack
  /// t ← the tensors of the array v
  case stackArray
  /// v ← the rows of t as an array
  case rows
  /// An error unless t has rank n.
  case testRank
  /// d ← the sum, the first, last, least, greatest element of t
  case sum, firstElement, lastElement, leastElement, greatestElement
  /// t ← t with rows and columns exchanged; a vector becomes a column
  case transpose

  // Values
  case moveValue, takeValue
  /// v ← k
  case loadValue
  /// v ← d as a number, a truth value, a case of enumeration n
  case boxNumber, boxBoolean, boxEnumeration
  /// v ← t (x: whether it is taken)
  case boxTensor
  /// d ← v
  case unboxNumber
  /// t ← v (x: whether v is left empty)
  case unboxTensor
  /// v ← n values from v on
  case makeArray, makeSet
  /// v ← n pairs of key and value from v on
  case makeDictionary
  /// v gets v, or n values from v on, at its end
  case appendValue, appendValues
  /// v ← aggregate n of the values from v on
  case makeAggregate
  /// v ← v with the labels of aggregate n
  case relabel
  /// v ← part n of v (x: whether the whole is emptied then)
  case part
  /// d ← part n of v (x: likewise)
  case partNumber
  /// part n of v ← d
  case setPartNumber
  /// d ← part x of element d of v
  case elementPartNumber
  /// part x of element d of v ← d (operands array, position, number)
  case setElementPartNumber
  /// part x of element d of v ← itself ± d
  case addToElementPart, subtractFromElementPart
  /// part n of v ← v (operands aggregate, value, n)
  case setPart
  /// v ← part n of v, which is left empty there
  case takePart
  /// v ← element d of v
  case arrayElement
  /// d ← element d of v, a truth value or a case
  case arrayElementNumber
  /// element d of v ← d as a truth value, or false, true if x is 1, 2 (operands array, position, value)
  case setArrayBoolean
  /// element d of v ← v (operands array, position, value)
  case setArrayElement
  case takeArrayElement
  /// v ← v[slice n]
  case arraySlice
  /// v ← v[v] or nil
  case key
  /// v[v] ← v (nil removes)
  case setKey
  case takeKey
  /// v[v] ← d + v[v], or d + the register after it without the key (operands dictionary, key, d)
  case addToKey
  /// v[text d of v] ← likewise with the constants x, x+1 (operands dictionary, list of texts, d)
  case addToKeyOfElement
  /// d ← the number of elements of v
  case valueCount
  /// v ← range from d to d+1 (x: closed)
  case makeRange
  /// v ← the elements of the sequence v as an array
  case elements
  /// d, d+1 ← the bounds of the range v, half-open
  case rangeBounds
  /// d ← d lies in the range v
  case isInRange
  /// d ← v == v
  case equalValues
  /// d ← the order of texts
  case lessStrings, lessOrEqualStrings
  case concatenateStrings, concatenateArrays
  /// v ← the text of d or v in a format (c: its place + 1)
  case textOfNumber, textOfValue
  /// v ← the text of template n, whose value registers are left empty
  case joinTexts
  /// v →
  case jumpNone, jumpSome
  /// An error if v is nil.
  case unwrap
  /// v ← function n with captures n
  case makeClosure
  /// v ← library function n of x values from v on
  case callLibrary
  /// v ← intrinsic n of x values from v on
  case intrinsic
  /// Statement n of a cell starts.
  case statement
  /// Shows v as the value of statement n (c: whether it is visible).
  case show
  /// v ← derivative n of the points and the function from v on
  case differentiate
  /// Cannot be reached: the checker has proved that a path ends before.
  case unreachable
}
