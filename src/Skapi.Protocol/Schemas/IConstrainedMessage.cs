using System.ComponentModel;

namespace Skapi.Protocol.Schemas;

/// <summary>A message of a schema that has constraints. Emitted types implement it; apps use <see cref="Constraints.Of{T}"/>.</summary>
/// <typeparam name="TSelf">The type of the message.</typeparam>
public interface IConstrainedMessage<TSelf>
    where TSelf : IConstrainedMessage<TSelf>
{
    /// <summary>The constraints of the schema from which the type was emitted.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract Constraints Constraints { get; }
}
