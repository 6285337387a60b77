using Deis.SlugTools;
using Deis.SlugTools.Building;
using Deis.SlugTools.Interop;
using Deis.SlugTools.Running;

Termination.Allow();
return args switch
{
    ["slugrunner", .. var rest] => SlugRunnerCommand.Run(rest, TimeProvider.System, CancellationToken.None),
    ["slugbuilder", .. var rest] => await SlugBuilderCommand.RunAsync(rest, TimeProvider.System, CancellationToken.None),
    _ => Usage(),
};

static int Usage()
{
    using var error = new StreamWriter(Console.OpenStandardError());
    error.WriteLine("usage: deis-slug-tools slugbuilder [-]");
    error.WriteLine("       deis-slug-tools slugrunner OPEN-FILES DIAGNOSTICS start TYPE | COMMAND...");
    return ExitCodes.Usage;
}
