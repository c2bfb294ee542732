import Kernels

/// Keeps the memory of large tensors, lists and texts for the next ones, from now on in this process.
///
/// For what makes many of them, such as training or putting a text together: mapped and unmapped one
/// by one they cost a third of its time. Calling it again changes nothing.
public func keepMemory() { mb_keep_memory() }
