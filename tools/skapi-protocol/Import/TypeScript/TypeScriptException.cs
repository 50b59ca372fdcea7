namespace Skapi.Protocol.Tool.Import.TypeScript;

/// <summary>A TypeScript file that cannot be read.</summary>
internal sealed class TypeScriptException(int position, string message) : Exception(message)
{
    /// <summary>The position of the error.</summary>
    public int Position { get; } = position;
}
