using System.Globalization;
using System.Text;

namespace Skapi.Rtc.InMemory;

/// <summary>A session description as far as peers in memory need one (RFC 8866): who speaks, and its media sections.</summary>
internal sealed record InMemorySdp(string Ufrag, IReadOnlyList<InMemorySection> Sections)
{
    private const string UfragAttribute = "a=ice-ufrag:";

    /// <summary>Writes the description.</summary>
    public string Format(int version)
    {
        var text = new StringBuilder();
        text.Append("v=0\r\no=- 1 ").Append(version).Append(" IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
        text.Append(UfragAttribute).Append(Ufrag).Append("\r\n");
        foreach (var section in Sections)
            section.AppendTo(text);

        return text.ToString();
    }

    /// <summary>Reads a description.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: it cannot be read; the message says which line.</exception>
    public static InMemorySdp Parse(string sdp)
    {
        var lines = sdp.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        if (lines is not ["v=0", ..])
            throw SkapiException.InvalidParameter("The session description cannot be read: line 1 should be “v=0”.");

        string? ufrag = null;
        var sections = new List<InMemorySection>();
        for (var number = 1; number < lines.Length; number++)
        {
            var line = lines[number];
            if (line is not [>= 'a' and <= 'z', '=', ..])
                throw SkapiException.InvalidParameter($"The session description cannot be read: line {number + 1}, “{line}”, is no “<type>=<value>”.");

            if (line.StartsWith(UfragAttribute, StringComparison.Ordinal))
                ufrag ??= line[UfragAttribute.Length..];
            else if (line.StartsWith("m=", StringComparison.Ordinal))
                sections.Add(InMemorySection.Begin(line, sections.Count.ToString(CultureInfo.InvariantCulture)));
            else if (sections.Count > 0)
                sections[^1] = sections[^1].With(line);
        }

        return ufrag is null
            ? throw SkapiException.InvalidParameter("The session description has no “a=ice-ufrag”.")
            : new InMemorySdp(ufrag, sections);
    }
}
