using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Deis.FunctionsHost;

/// <summary>How one host of functions behaves. Roles and drain time come from configuration and may be changed in code.</summary>
public sealed class FunctionsHostOptions
{
    private const string RolesKey = "roles";
    private const string DrainTimeoutKey = "FunctionsHost:DrainTimeout";

    /// <summary>Classes whose <c>[Function]</c> methods are run. <see cref="AddFunctionsOf"/> adds those of an assembly.</summary>
    public ICollection<Type> FunctionClasses { get; } = new HashSet<Type>();

    /// <summary>Path of host.json; without such a file the defaults of docs/protocol/functions.md §2 hold. Default: beside the program.</summary>
    public string HostJsonPath { get; set; } = Path.Combine(AppContext.BaseDirectory, "host.json");

    /// <summary>What this process does; configuration key <c>roles</c>, so <c>--roles api,timer</c> on the command line. Default: everything.</summary>
    public HostRoles Roles { get; set; } = HostRoles.All;

    /// <summary>
    /// How long running invocations may go on after the host was asked to stop; then their tokens are cancelled.
    /// Configuration key <c>FunctionsHost:DrainTimeout</c>. Default: 30 seconds.
    /// </summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Answers a request that no route matches. Default: 404 without a body.</summary>
    public Func<HttpContext, IResult> NotFound { get; set; } = static _ => Results.StatusCode(StatusCodes.Status404NotFound);

    /// <summary>
    /// Answers a request whose path is known but whose method is not; gets the methods that are. The status is already 405 and the header
    /// <c>Allow</c> already set. Default: no body.
    /// </summary>
    public Func<HttpContext, IReadOnlyList<string>, IResult> MethodNotAllowed { get; set; } = static (_, _) => Results.Empty;

    /// <summary>Answers a request whose route or query values do not fit the function's parameters; gets the reason. Default: 400 with it as text.</summary>
    public Func<HttpContext, string, IResult> BadRequest { get; set; } =
        static (_, reason) => Results.Text(reason, statusCode: StatusCodes.Status400BadRequest);

    /// <summary>Adds all classes of an assembly.</summary>
    public void AddFunctionsOf(Assembly assembly)
    {
        foreach (var type in assembly.GetTypes())
            FunctionClasses.Add(type);
    }

    internal static FunctionsHostOptions From(IConfiguration configuration)
    {
        var options = new FunctionsHostOptions();
        if (!HostRolesText.TryParse(configuration[RolesKey], out var roles, out var error))
            throw new HostConfigurationException(error);

        options.Roles = roles;
        if (configuration[DrainTimeoutKey] is { } text)
        {
            if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var timeout))
                throw new HostConfigurationException($"{DrainTimeoutKey} is '{text}'; write it as hh:mm:ss.");

            options.DrainTimeout = timeout;
        }

        return options;
    }

    internal void Validate()
    {
        if (FunctionClasses.Count == 0)
            throw new HostConfigurationException("No functions were given: call FunctionsHostOptions.AddFunctionsOf with their assembly.");
        if (DrainTimeout < TimeSpan.Zero)
            throw new HostConfigurationException($"{DrainTimeoutKey} is {DrainTimeout}; it cannot be negative.");
    }
}
