using System.Text;

namespace Skapi.Protocol.Generators.Emit.Code;

/// <summary>Writes indented lines of code.</summary>
/// <param name="names">How C# refers to types; for text that is not C#, null.</param>
/// <param name="isInternal">Whether the emitted types are internal and not public.</param>
internal sealed class IndentedWriter(TypeNames? names = null, bool isInternal = false)
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _atBlockStart = true;

    /// <summary>How the code refers to types.</summary>
    public TypeNames Names { get; } = names ?? new("", []);

    /// <summary>The access modifier of the emitted types.</summary>
    public string Access { get; } = isInternal ? "internal" : "public";

    /// <summary>Writes a line.</summary>
    public void Line(string line)
    {
        _atBlockStart = false;
        _text.Append(' ', _depth * 4).Append(line).Append('\n');
    }

    /// <summary>Writes an empty line, but not at the beginning of a block.</summary>
    public void Separate()
    {
        if (!_atBlockStart)
            _text.Append('\n');
        _atBlockStart = true;
    }

    /// <summary>Writes a line and opens a block.</summary>
    public void Open(string line)
    {
        Line(line);
        OpenBlock();
    }

    /// <summary>Opens a block.</summary>
    public void OpenBlock() => Begin("{");

    /// <summary>Writes a line that ends with an opening brace, and opens its block.</summary>
    public void Begin(string line)
    {
        Line(line);
        Indent();
        _atBlockStart = true;
    }

    /// <summary>Closes a block.</summary>
    public void Close(string end = "}")
    {
        Outdent();
        Line(end);
    }

    /// <summary>Writes a line with one more level of indentation.</summary>
    public void Indented(string line)
    {
        Indent();
        Line(line);
        Outdent();
    }

    /// <summary>Increases the indentation.</summary>
    public void Indent() => _depth++;

    /// <summary>Decreases the indentation.</summary>
    public void Outdent() => _depth--;

    public override string ToString() => _text.ToString();
}
