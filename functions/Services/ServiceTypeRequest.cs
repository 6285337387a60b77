using Deis.Functions.Reference;

namespace Deis.Functions.Services;

/// <summary>A process type.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="ProcfileType">Its name.</param>
public sealed record ServiceTypeRequest(string ProcfileType) : IExample<ServiceTypeRequest>
{
    /// <inheritdoc/>
    public static ServiceTypeRequest Example => new("api");
}
