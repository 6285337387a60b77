using System.Text.Json.Nodes;
using Deis.Platform.Results;
using Deis.Platform.Runtime;

namespace Deis.Platform.Settings;

/// <summary>A change of settings, read from a request (docs/protocol/controller.md §9.4); null for what stays.</summary>
public sealed record SettingsPatch(
    bool? Maintenance,
    bool? Routable,
    JsonObject? Label,
    IReadOnlyList<string>? Whitelist,
    IReadOnlyDictionary<string, LoadScaling?>? Autoscale,
    DeployBranch? DeployBranch)
{
    /// <summary>The change, or everything that is wrong with it. What the runtime cannot do is refused: a setting that does nothing is worse than none.</summary>
    public static Result<SettingsPatch> Read(JsonObject body, RuntimeCapabilities capabilities)
    {
        var errors = new ErrorList();
        var maintenance = Flag.Read(body, "maintenance", errors);
        var routable = Flag.Read(body, "routable", errors);
        var label = body["label"];
        if (label is not null and not JsonObject)
        {
            errors.Add(Error.ForField("label", "Value must be a JSON object."));
        }
        Dictionary<string, LoadScaling?>? autoscale = null;
        if (body["autoscale"] is { } rules)
        {
            if (!AutoscalePatch.Read(rules).TryGet(out autoscale, out var invalid))
            {
                errors.Add(invalid);
            }
            else if (!capabilities.HasFlag(RuntimeCapabilities.Autoscale) && autoscale.Values.Any(scaling => scaling is not null))
            {
                errors.Add(Errors.NoAutoscale);
            }
        }
        List<string>? whitelist = null;
        if (body["whitelist"] is { } listed)
        {
            if (!capabilities.HasFlag(RuntimeCapabilities.AllowLists))
            {
                errors.Add(Errors.NoAllowLists with { Kind = ErrorKind.Field, Field = "whitelist" });
            }
            else if (!AddressList.Read(listed, "whitelist").TryGet(out whitelist, out var invalid))
            {
                errors.Add(invalid);
            }
        }
        DeployBranch? branch = null;
        if (body["deploy_branch"] is { } named && !DeployBranch.Read(named).TryGet(out branch, out var unusable))
        {
            errors.Add(unusable);
        }
        return errors.Any(out var error) ? error : new SettingsPatch(maintenance, routable, label as JsonObject, whitelist, autoscale, branch);
    }
}
