namespace Skapi.Protocol.Generators.Diagnostics;

/// <summary>Suggests a known name for an unknown one, for the end of a message.</summary>
internal static class Suggestion
{
    /// <summary>The text “ (did you mean “x”?)”, or an empty text if no known name is close.</summary>
    public static string For(string unknown, IEnumerable<string> known) => Closest(unknown, known) is { } name ? Of(name) : "";

    /// <summary>The text for a name that is known to be meant.</summary>
    public static string Of(string name) => $" (did you mean “{name}”?)";

    /// <summary>The known name that differs least, or null if each of them differs in more than a third of its characters.</summary>
    public static string? Closest(string unknown, IEnumerable<string> known) => known
        .Select(name => (Name: name, Distance: DistanceOf(unknown.ToLowerInvariant(), name.ToLowerInvariant())))
        .Where(candidate => candidate.Name != unknown && candidate.Distance <= Math.Max(1, candidate.Name.Length / 3))
        .OrderBy(static candidate => candidate.Distance)
        .ThenBy(static candidate => candidate.Name, StringComparer.Ordinal)
        .Select(static candidate => candidate.Name)
        .FirstOrDefault();

    /// <summary>The number of characters to insert, remove, replace or swap with a neighbour (optimal string alignment).</summary>
    private static int DistanceOf(string left, string right)
    {
        var distances = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
                distances[i, j] = Math.Min(i, j) == 0 ? Math.Max(i, j) : Next(distances, left, right, i, j);
        }

        return distances[left.Length, right.Length];
    }

    private static int Next(int[,] distances, string left, string right, int i, int j)
    {
        var replaced = distances[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
        var distance = Math.Min(replaced, Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1);
        var isSwapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return isSwapped ? Math.Min(distance, distances[i - 2, j - 2] + 1) : distance;
    }
}
