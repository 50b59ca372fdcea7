namespace Skapi.Protocol.Generators.Input;

/// <summary>Metadata of a <c>SkapiProtocol</c> item with a value that is not allowed.</summary>
/// <param name="Name">The name of the metadata.</param>
/// <param name="Value">Its value.</param>
/// <param name="Allowed">The values that are allowed, for a message.</param>
internal sealed record InvalidMetadata(string Name, string Value, string Allowed);
