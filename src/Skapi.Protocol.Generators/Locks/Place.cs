using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Locks;

/// <summary>Where a part of a model stands. It is the same wherever it stands, so that white space in a schema emits nothing again.</summary>
internal readonly struct Place(TextRange range) : IEquatable<Place>
{
    public TextRange Range { get; } = range;

    public bool Equals(Place other) => true;

    public override bool Equals(object? obj) => obj is Place;

    public override int GetHashCode() => 0;
}
