namespace Skapi.Protocol.Tool.Import;

/// <summary>Collects what an import cannot say in JSON Type Definition.</summary>
internal sealed class ImportReport
{
    private readonly List<string> _lines = [];

    /// <summary>The entries, in the order of the schema.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Adds an entry.</summary>
    /// <param name="pointer">The JSON Pointer of the schema.</param>
    /// <param name="message">What is lost, and what was written instead.</param>
    public void Add(string pointer, string message) => _lines.Add($"#{pointer}: {message}");
}
