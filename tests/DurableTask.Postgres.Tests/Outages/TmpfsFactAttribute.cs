using System.Globalization;

namespace DurableTask.Postgres.Tests.Outages;

/// <summary>A test that mounts a small file system, so that it can fill a disk.</summary>
public sealed class TmpfsFactAttribute : FactAttribute
{
    private const int MountRight = 21;

    public TmpfsFactAttribute()
    {
        if (!MayMount())
        {
            Skip = "Filling a disk needs a small file system of its own, and only root (with the right to mount) can make one.";
        }
    }

    private static bool MayMount()
    {
        var rights = File.ReadLines("/proc/self/status").First(line => line.StartsWith("CapEff:", StringComparison.Ordinal))["CapEff:".Length..];
        var bits = ulong.Parse(rights.Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return Environment.IsPrivilegedProcess && (bits >> MountRight & 1) == 1;
    }
}
