using Deis.Platform.Results;

namespace Deis.Platform.Settings;

/// <summary>What can go wrong with settings, in the words of docs/protocol/controller.md §9.</summary>
internal static class Errors
{
    public static Error NoAllowLists { get; } = Error.Domain("This platform's router cannot keep addresses out.");

    public static Error NoAutoscale { get; } =
        Error.ForField("autoscale", "This platform cannot scale by load; set the numbers of processes by ps:scale.");
}
