using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Skapi.Calls.Tests;

/// <summary>What this process holds of the machine.</summary>
/// <param name="Kibibytes">Resident memory.</param>
/// <param name="Descriptors">Open files, sockets and the like.</param>
internal sealed partial record Holdings(long Kibibytes, int Descriptors)
{
    /// <summary>M_ARENA_MAX of malloc.h.</summary>
    private const int MaxArenas = -8;

    /// <summary>What it holds now, after everything that can be given back was given back.</summary>
    public static Holdings Now()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        // The C library keeps what was freed for later, which is no leak.
        _ = Trim(0);
        using var process = Process.GetCurrentProcess();
        return new(process.WorkingSet64 / 1024, Directory.GetFiles("/proc/self/fd").Length);
    }

    /// <summary>
    /// Has all threads share one heap from now on. Each otherwise has its own, which keeps what was freed in it, and a call has dozens of
    /// threads: what is resident would say how they were scheduled.
    /// </summary>
    public static void ShareHeap() => _ = SetOption(MaxArenas, 1);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint pad);
}
