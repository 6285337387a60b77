using Deis.SlugTools.Procfiles;

namespace Deis.SlugTools.Running;

/// <summary>What to run: a line for <c>bash -c</c>, and variables the app gets unless it has them.</summary>
internal sealed record StartCommand(string Command, IReadOnlyList<KeyValuePair<string, string>> Defaults)
{
    /// <summary>
    /// Resolves <c>start TYPE</c> by the process types of the slug: those of the Procfile if there is one, else the
    /// buildpack's. Other arguments are the command, joined by spaces.
    /// </summary>
    public static Result<StartCommand> Load(string app, string[] arguments)
    {
        if (!LoadDefaults(app).TryGet(out var defaults, out var failure))
            return failure;
        if (arguments is not ["start", var wanted, ..])
            return new StartCommand(string.Join(' ', arguments), defaults);
        if (!LoadProcesses(app).TryGet(out var types, out failure))
            return failure;

        if (types.Find(type => type.Name == wanted) is { } found)
            return new StartCommand(found.Command, defaults);
        var known = types.Count == 0 ? "it has none" : $"it has {string.Join(", ", types.Select(type => type.Name))}";
        return new Failure($"This release has no process type \"{wanted}\"; {known}", ExitCodes.UnknownProcessType);
    }

    private static Result<List<KeyValuePair<string, string>>> LoadDefaults(string app)
    {
        if (StartFiles.Defaults(app) is { } defaults)
            return defaults;
        return ReleaseFile.Load(app).TryGet(out var release, out var failure) ? release.ConfigVariables : failure;
    }

    private static Result<List<ProcessType>> LoadProcesses(string app)
    {
        if (StartFiles.Processes(app) is { } processes)
            return processes;
        if (!Procfile.Load(app).TryGet(out var declared, out var failure))
            return failure;
        if (declared is not null)
            return declared;
        return ReleaseFile.Load(app).TryGet(out var release, out failure) ? release.DefaultProcessTypes : failure;
    }
}
