namespace Skapi.Protocol.Generators.Emit;

/// <summary>A file of emitted C#.</summary>
/// <param name="HintName">Its name in the compilation.</param>
/// <param name="Text">Its text.</param>
internal sealed record SourceFile(string HintName, string Text);
