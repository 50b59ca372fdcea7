namespace Skapi.Testing;

/// <summary>A text differs from its verified snapshot.</summary>
public sealed class SnapshotMismatchException(string message) : Exception(message);
