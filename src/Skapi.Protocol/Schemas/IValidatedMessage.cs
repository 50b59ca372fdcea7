using System.ComponentModel;

namespace Skapi.Protocol.Schemas;

/// <summary>A message that has a schema. Emitted types implement it; apps use <see cref="Schema.Of{T}"/>.</summary>
/// <typeparam name="TSelf">The type of the message.</typeparam>
public interface IValidatedMessage<TSelf>
    where TSelf : IValidatedMessage<TSelf>
{
    /// <summary>The schema from which the type was emitted.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract Schema Schema { get; }
}
