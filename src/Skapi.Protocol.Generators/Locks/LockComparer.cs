using Skapi.Protocol.Generators.Diagnostics;

namespace Skapi.Protocol.Generators.Locks;

/// <summary>Compares what has shipped with what stands in the files, in three tiers: C# source, JSON and MessagePack.</summary>
internal sealed class LockComparer
{
    private readonly string _lockPath;
    private readonly TypeMatches _matches;
    private readonly TypeComparer _types;
    private readonly BreakReport _report = new();

    public LockComparer(ProtocolLock locked, IReadOnlyList<FileSurface> files)
    {
        _lockPath = locked.Path;
        _matches = new(locked, files);
        _types = new(_matches, _report);
    }

    public IReadOnlyList<DiagnosticInfo> Compare()
    {
        CompareNamespaces();
        foreach (var locked in _matches.Missing.Where(static locked => !locked.Type.IsRetired))
            ReportMissing(locked);
        foreach (var match in _matches.All)
        {
            if (match.Locked.Type.IsRetired)
                ReportReuse(match);
            else
                Compare(match);
        }

        return _report.Diagnostics;
    }

    private void Compare(TypeMatch match)
    {
        var (locked, current) = (match.Locked.Type, match.Current.Type);
        if (match.IsDirect && locked.Name != current.Name)
            ReportName(match);
        _types.Compare(locked, current, match.Current.File.Path);
    }

    /// <summary>A namespace is that of a whole file, so a change of it is reported once, at the file's beginning.</summary>
    private void CompareNamespaces()
    {
        var changes = _matches.All
            .Where(static match => match.IsDirect && !match.Locked.Type.IsRetired && match.Locked.File.IsElsewhere(match.Current.File))
            .GroupBy(static match => (match.Locked.File.Namespace, match.Current.File.Path, Now: match.Current.File.Namespace));
        foreach (var (before, path, now) in changes.Select(static change => change.Key))
            _report.Add(DiagnosticDescriptors.LockedNamespace, path, default, before, now);
    }

    private void ReportName(TypeMatch match)
    {
        var (locked, current) = (match.Locked.Type, match.Current.Type);
        var isTaken = _matches.Current.Any(other => other.Path == match.Current.Path && other.Type.Name == locked.Name);
        var change = $"it is called {current.Name} now" + (isTaken ? $", and {locked.Name} stands for another schema" : "");
        _report.Add(DiagnosticDescriptors.LockedTypeGone, match.Current.File.Path, current.Range, locked.Name, change);
    }

    private void ReportMissing(FileType locked)
    {
        // It is still compared where the member leads, and the name alone is gone.
        if (_matches.FindRenamed(locked) is { } renamed)
        {
            ReportName(renamed);
            return;
        }

        _report.Add(DiagnosticDescriptors.LockedTypeGone, _lockPath, locked.Type.Range, locked.Type.Name, "nothing stands in its place");
        if (locked.Type.Schema.Length == 0)
            return;

        _report.Add(DiagnosticDescriptors.LockedJsonTypeGone, _lockPath, locked.Type.Range, locked.Type.Name, locked.Path);
        _report.Add(DiagnosticDescriptors.LockedMessagePackTypeGone, _lockPath, locked.Type.Range, locked.Type.Name, locked.Path);
    }

    private void ReportReuse(TypeMatch match)
    {
        var (locked, current) = (match.Locked, match.Current);
        if (!match.IsDirect)
            return;

        _report.Add(DiagnosticDescriptors.LockedJsonTypeReused, current.File.Path, current.Type.Range, current.Type.Name, locked.Type.Name, locked.Path);
        _report.Add(DiagnosticDescriptors.LockedMessagePackTypeReused, current.File.Path, current.Type.Range, current.Type.Name, locked.Type.Name, locked.Path);
    }
}
