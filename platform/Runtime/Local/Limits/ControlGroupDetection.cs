namespace Deis.Platform.Runtime.Local.Limits;

/// <summary>Finds the control groups that this process may use.</summary>
internal static class ControlGroupDetection
{
    private const string Root = "/sys/fs/cgroup";

    /// <summary>The best sort there is. <paramref name="instance"/> keeps several platforms on one machine apart.</summary>
    public static IControlGroups Find(string instance)
    {
        var name = $"deis-{instance}";
        if (Environment.IsPrivilegedProcess)
        {
            var atRoot = new ControlGroupsV2(Root, name);
            if (atRoot.TryPrepare())
                return atRoot;
            var version1 = new ControlGroupsV1(Root, name);
            if (version1.TryPrepare())
                return version1;
        }
        else if (OwnVersion2Group() is { } own)
        {
            var delegated = new ControlGroupsV2(own, name);
            if (delegated.TryPrepare())
                return delegated;
        }
        return new NoControlGroups();
    }

    private static string? OwnVersion2Group()
    {
        var line = File.ReadLines("/proc/self/cgroup").FirstOrDefault(line => line.StartsWith("0::/", StringComparison.Ordinal));
        return line is null ? null : Path.Combine(Root, line["0::/".Length..]);
    }
}
