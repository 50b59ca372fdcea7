namespace Skapi.Protocol.Generators.Json;

/// <summary>
/// The position of a part of a model. All places are equal, so that a change of white space in a file does not emit code again.
/// </summary>
internal readonly struct Place(TextRange range) : IEquatable<Place>
{
    /// <summary>The range in the file.</summary>
    public TextRange Range { get; } = range;

    /// <inheritdoc/>
    public bool Equals(Place other) => true;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Place;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}
