using System.CommandLine.Parsing;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Skapi.Protocol.Tool;

/// <summary>The tiers of breaking changes. docs/diagnostics.md lists the IDs of each.</summary>
[Flags]
internal enum BreakTiers
{
    None = 0,
    Source = 1,
    Json = 2,
    MsgPack = 4,
    All = Source | Json | MsgPack,
}

internal static class BreakTiersExtensions
{
    private const int IdsOfATier = 20;

    /// <summary>Whether a breaking change belongs to one of the tiers. The IDs begin with SKP0401, and each tier has twenty.</summary>
    public static bool Include(this BreakTiers tiers, DiagnosticDescriptor descriptor)
    {
        var number = int.Parse(descriptor.Id.AsSpan("SKP04".Length), CultureInfo.InvariantCulture);
        return tiers.HasFlag((BreakTiers)(1 << ((number - 1) / IdsOfATier)));
    }

    /// <summary>Reads “source,json,msgpack” or a part of it.</summary>
    public static BreakTiers Parse(ArgumentResult result)
    {
        var tiers = BreakTiers.None;
        foreach (var name in result.Tokens.SelectMany(static token => token.Value.Split(',')))
        {
            if (name is "source" or "json" or "msgpack")
                tiers |= Enum.Parse<BreakTiers>(name, ignoreCase: true);
            else
                result.AddError($"Unknown tier “{name}”: use source, json or msgpack.");
        }

        return tiers;
    }
}
