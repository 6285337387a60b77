namespace Deis.Cli.Help;

/// <summary>Versions, for scripts.</summary>
/// <param name="Client">Of this program.</param>
/// <param name="ClientApi">Of the API that it speaks.</param>
/// <param name="ControllerApi">Of the API that the controller speaks; null when it was not asked.</param>
internal sealed record VersionReport(string Client, string ClientApi, string? ControllerApi);
