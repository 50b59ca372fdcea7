namespace Skapi.Protocol.Tool.Import;

/// <summary>Collects what an import cannot say in JSON Type Definition.</summary>
internal sealed class ImportReport
{
    private readonly List<string> _lines = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>The entries, in the order of the schema.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Adds an entry, once.</summary>
    /// <param name="pointer">The JSON Pointer of the schema.</param>
    /// <param name="message">What is lost, and what was written instead.</param>
    public void Add(string pointer, string message) => AddAt("#" + pointer, message);

    /// <summary>Adds an entry, once.</summary>
    /// <param name="place">The place in the file.</param>
    /// <param name="message">What is lost, and what was written instead.</param>
    public void AddAt(string place, string message)
    {
        var line = $"{place}: {message}";
        if (_known.Add(line))
            _lines.Add(line);
    }
}
