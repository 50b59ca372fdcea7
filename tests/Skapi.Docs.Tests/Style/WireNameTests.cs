using System.Text.Json;
using System.Text.RegularExpressions;
using Skapi.Testing;

namespace Skapi.Docs.Tests.Style;

/// <summary>
/// Messages that an app developer reads use the names of the API. A member of a frame that has another name in C# (<c>rid</c> is
/// <c>Group</c>) means nothing to a caller of the API.
/// </summary>
public sealed partial class WireNameTests
{
    /// <summary>The frames and signals, whose members an app never sees.</summary>
    private static readonly string[] Schemas = ["client-frames", "gateway-frames", "presence", "signal", "discovery"];

    [Fact]
    public void No_message_has_a_name_of_the_wire()
    {
        var names = Schemas.SelectMany(WireNames).ToHashSet(StringComparer.Ordinal);
        names.ShouldContain("rid");
        names.ShouldContain("sdpoffer");

        var found = TextFile.In("src")
            .Where(static file => file.Extension == ".cs" && !file.Path.StartsWith("src/Skapi.Protocol", StringComparison.Ordinal))
            .SelectMany(file => file.ReadLines().SelectMany((line, index) => Sentences(line)
                .SelectMany(static sentence => Word().Matches(Hole().Replace(sentence, " ")).Select(static word => word.Value))
                .Where(names.Contains)
                .Select(word => $"{file}:{index + 1}: “{word}”")));

        found.ShouldBeEmpty();
    }

    /// <summary>The members of a schema that have another name in C#.</summary>
    private static IEnumerable<string> WireNames(string schema)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf($"protocol/{schema}.json")));
        return [.. Renamed(document.RootElement)];
    }

    private static IEnumerable<string> Renamed(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            yield break;

        foreach (var member in element.EnumerateObject())
        {
            if (member.Name is "properties" or "optionalProperties")
            {
                foreach (var name in member.Value.EnumerateObject().Where(IsRenamed).Select(static property => property.Name))
                    yield return name;
            }

            foreach (var name in Renamed(member.Value))
                yield return name;
        }
    }

    private static bool IsRenamed(JsonProperty property) =>
        property.Value.ValueKind == JsonValueKind.Object
        && property.Value.TryGetProperty("metadata", out var metadata)
        && metadata.TryGetProperty("name", out var name)
        && !string.Equals(name.GetString(), property.Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The string literals of a line that are sentences, and not a key or a value.</summary>
    private static IEnumerable<string> Sentences(string line) => line.TrimStart().StartsWith("//", StringComparison.Ordinal)
        ? []
        : Literal().Matches(line).Select(static literal => literal.Groups[1].Value).Where(static text => text.Contains(' '));

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"#?\w+")]
    private static partial Regex Word();
}
