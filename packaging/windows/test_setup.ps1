# Try setup.exe as a managed computer would: installed silently for this user, smoke-tested, installed over itself,
# removed, leftovers listed. Run in the repository's folder, after packaging/windows/package.sh.
$ErrorActionPreference = 'Stop'
$setup = Get-Item 'dist/histocast-*-setup.exe' | Select-Object -First 1
$folder = Join-Path $env:LOCALAPPDATA 'Programs\Histocast'
$uninstall = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\Histocast'

function Start-Setup([string] $program, [string[]] $options) {
    $process = Start-Process -FilePath $program -ArgumentList $options -Wait -PassThru
    if ($process.ExitCode -ne 0) { throw "$program ended with $($process.ExitCode)" }
}

# Twice: the second time is an upgrade in place.
foreach ($time in 1, 2) {
    Start-Setup $setup.FullName @('/S')
    $marker = Join-Path $folder '_internal\left-over.txt'
    if ($time -eq 1) { Set-Content -Path $marker -Value 'of an older version' }
}
if (Test-Path $marker) { throw 'The upgrade kept a file of the old version' }
if (-not (Test-Path $uninstall)) { throw 'Windows does not list the program' }
& (Join-Path $folder 'histocast.exe') doctor
if ($LASTEXITCODE -ne 0) { throw 'doctor found faults' }
& (Join-Path $folder 'histocast.exe') sample --no-window --out build/smoke-windows
if ($LASTEXITCODE -ne 0) { throw 'the sample spot was not predicted' }

# An uninstaller runs on from a copy of itself: wait for what it removes.
Start-Setup (Join-Path $folder 'uninstall.exe') @('/S')
$until = (Get-Date).AddMinutes(2)
while ((Test-Path $folder) -and (Get-Date) -lt $until) { Start-Sleep -Seconds 1 }
$left = @($folder, $uninstall, 'HKCU:\Software\Classes\Histocast.Image',
    (Join-Path $env:APPDATA 'Microsoft\Windows\Start Menu\Programs\Histocast.lnk')) | Where-Object { Test-Path $_ }
if ($left) { throw "Left behind: $left" }
'OK: installed, upgraded, tried, removed; nothing is left'
