using System.ComponentModel;

namespace Skapi.Protocol.Schemas;

/// <summary>A message that knows its schema. Emitted types implement it; <see cref="Schema.Of{T}"/> is how an app uses it.</summary>
/// <typeparam name="TSelf">The message itself.</typeparam>
public interface IValidatedMessage<TSelf>
    where TSelf : IValidatedMessage<TSelf>
{
    /// <summary>The schema that the type was emitted from.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract Schema Schema { get; }
}
