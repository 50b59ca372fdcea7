namespace Skapi.Protocol.Generators.Emit.Code;

/// <summary>A file of emitted C#.</summary>
/// <param name="HintName">The name of the file in the compilation.</param>
/// <param name="Text">Its text.</param>
internal sealed record SourceFile(string HintName, string Text);
