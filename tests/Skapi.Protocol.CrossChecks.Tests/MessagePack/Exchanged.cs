namespace Skapi.Protocol.CrossChecks.Tests.MessagePack;

/// <summary>A message as it goes to Node.</summary>
/// <param name="Type">The C# name of its type.</param>
/// <param name="Json">The message in JSON, as the schema of the type has it.</param>
/// <param name="Bytes">The same message in MessagePack.</param>
internal sealed record Exchanged(string Type, string Json, ReadOnlyMemory<byte> Bytes);
