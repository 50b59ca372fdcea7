using Microsoft.CodeAnalysis;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Diagnostics;

/// <summary>A diagnostic as comparable data, so that a step which reports one can be cached.</summary>
internal sealed record DiagnosticInfo(DiagnosticDescriptor Descriptor, string Path, TextRange Range, EquatableArray<string> Arguments)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Range.ToLocation(Path), [.. Arguments]);
}
