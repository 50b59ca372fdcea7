namespace Skapi.Protocol.Tool.Import.TypeScript;

/// <summary>The lines of a file.</summary>
internal sealed class LineMap
{
    private readonly List<int> _starts = [0];

    public LineMap(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
                _starts.Add(i + 1);
        }
    }

    /// <summary>The line and the column of a position, counted from 1, as compilers write them: “(3,14)”.</summary>
    public string At(int position)
    {
        var index = _starts.BinarySearch(position);
        var line = index < 0 ? ~index - 1 : index;
        return $"({line + 1},{position - _starts[line] + 1})";
    }
}
