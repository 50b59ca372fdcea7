using System.Text.Json.Nodes;

namespace Skapi.Protocol.CrossChecks.Tests.Statecharts;

/// <summary>A statechart and the walks through it.</summary>
internal sealed record WalkedChart(JsonNode Chart, IReadOnlyList<Walk> Walks);
