; The Windows installer: the frozen program comes in, one setup.exe goes out.
;   makensis -DVERSION=0.1.0 -DPAYLOAD=dist\histocast -DOUTFILE=dist\setup.exe [-DSIGN="command"] histocast.nsi
; For this user, without admin rights, unless it is told otherwise:
;   setup.exe                     asks where
;   setup.exe /S [/D=folder]      silent, for this user
;   setup.exe /S /ALLUSERS        silent, for all users; must be started with admin rights
;   uninstall.exe /S              silent removal; settings, models and kept windows of users stay
; Exit codes: 0 done, 1 cancelled, 2 stopped: the program is running, 3 /ALLUSERS without admin rights.
Unicode true
ManifestDPIAware true
ManifestLongPathAware true
SetCompressor /SOLID lzma
RequestExecutionLevel user
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include x64.nsh

!define NAME "Histocast"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Histocast"
!define CLASS "Histocast.Image"
Name "${NAME}"
OutFile "${OUTFILE}"
BrandingText "Research use only"
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "FileDescription" "Histocast setup (research use only)"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT licence"
!ifdef SIGN
    !finalize '${SIGN} "%1"'
    !uninstfinalize '${SIGN} "%1"'
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\histocastw.exe"
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Var AllUsers

; For all users, where it was asked for or (when removing) where it was installed so.
!macro CHOOSE_CONTEXT
    ${If} $AllUsers == "1"
        UserInfo::GetAccountType
        Pop $0
        ${If} $0 != "Admin"
            MessageBox MB_ICONSTOP|MB_OK "For all users, start this with admin rights." /SD IDOK
            SetErrorLevel 3
            Quit
        ${EndIf}
        SetShellVarContext all
    ${Else}
        SetShellVarContext current
    ${EndIf}
!macroend

; A program that runs holds its files open: an upgrade over it would leave a mixture.
!macro STOP_WHERE_IT_RUNS
    ${If} ${FileExists} "$INSTDIR\histocast.exe"
        check:
        ClearErrors
        FileOpen $0 "$INSTDIR\histocastw.exe" a
        ${If} ${Errors}
            MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Histocast is running. Close it, then try again." /SD IDCANCEL IDRETRY check
            SetErrorLevel 2
            Quit
        ${EndIf}
        FileClose $0
    ${EndIf}
!macroend

Function .onInit
    ${IfNot} ${RunningX64}
        MessageBox MB_ICONSTOP|MB_OK "Histocast needs 64-bit Windows 10 or newer." /SD IDOK
        SetErrorLevel 1
        Quit
    ${EndIf}
    SetRegView 64
    ${GetParameters} $R0
    ClearErrors
    ${GetOptions} $R0 "/ALLUSERS" $R1
    ${IfNot} ${Errors}
        StrCpy $AllUsers "1"
    ${EndIf}
    !insertmacro CHOOSE_CONTEXT
    ; An upgrade goes where the old one is, unless /D= says otherwise.
    ${If} $INSTDIR == ""
        ReadRegStr $INSTDIR SHCTX "${UNINSTALL}" "InstallLocation"
    ${EndIf}
    ${If} $INSTDIR == ""
        ${If} $AllUsers == "1"
            StrCpy $INSTDIR "$PROGRAMFILES64\Histocast"
        ${Else}
            StrCpy $INSTDIR "$LOCALAPPDATA\Programs\Histocast"
        ${EndIf}
    ${EndIf}
FunctionEnd

Section "Histocast"
    !insertmacro STOP_WHERE_IT_RUNS
    ; What the old version had and the new one has not would be loaded by mistake.
    ${If} ${FileExists} "$INSTDIR\histocast.exe"
        RMDir /r "$INSTDIR\_internal"
    ${EndIf}
    SetOutPath "$INSTDIR"
    File /r "${PAYLOAD}/*"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    CreateShortcut "$SMPROGRAMS\Histocast.lnk" "$INSTDIR\histocastw.exe"

    WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "Histocast"
    WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
    WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "Histocast"
    WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\histocastw.exe"
    WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
    WriteRegStr SHCTX "${UNINSTALL}" "AllUsers" "$AllUsers"
    WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
    WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
    ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
    WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" $0

    ; Offered under "Open with"; nobody's own choice for a kind of file is taken away.
    WriteRegStr SHCTX "Software\Classes\${CLASS}" "" "Pathology image"
    WriteRegStr SHCTX "Software\Classes\${CLASS}\DefaultIcon" "" "$INSTDIR\histocastw.exe,0"
    WriteRegStr SHCTX "Software\Classes\${CLASS}\shell\open\command" "" '"$INSTDIR\histocastw.exe" open "%1"'
!macro OFFER SUFFIX
    WriteRegStr SHCTX "Software\Classes\${SUFFIX}\OpenWithProgids" "${CLASS}" ""
!macroend
!macro ALL_SUFFIXES DO
    !insertmacro ${DO} ".svs"
    !insertmacro ${DO} ".ndpi"
    !insertmacro ${DO} ".vms"
    !insertmacro ${DO} ".mrxs"
    !insertmacro ${DO} ".scn"
    !insertmacro ${DO} ".bif"
    !insertmacro ${DO} ".czi"
    !insertmacro ${DO} ".dcm"
    !insertmacro ${DO} ".tif"
    !insertmacro ${DO} ".tiff"
    !insertmacro ${DO} ".png"
    !insertmacro ${DO} ".jpg"
    !insertmacro ${DO} ".jpeg"
!macroend
    !insertmacro ALL_SUFFIXES OFFER
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Function un.onInit
    SetRegView 64
    ReadRegStr $AllUsers HKLM "${UNINSTALL}" "AllUsers"
    ReadRegStr $0 HKLM "${UNINSTALL}" "InstallLocation"
    ${If} $0 != $INSTDIR
        StrCpy $AllUsers ""
    ${EndIf}
    !insertmacro CHOOSE_CONTEXT
FunctionEnd

Section "Uninstall"
    !insertmacro STOP_WHERE_IT_RUNS
    ; Names, not the whole folder: somebody may have installed into a folder with files of their own.
    RMDir /r "$INSTDIR\_internal"
    Delete "$INSTDIR\histocast.exe"
    Delete "$INSTDIR\histocastw.exe"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\Histocast.lnk"
    DeleteRegKey SHCTX "${UNINSTALL}"
    DeleteRegKey SHCTX "Software\Classes\${CLASS}"
!macro TAKE_BACK SUFFIX
    DeleteRegValue SHCTX "Software\Classes\${SUFFIX}\OpenWithProgids" "${CLASS}"
    DeleteRegKey /ifempty SHCTX "Software\Classes\${SUFFIX}\OpenWithProgids"
    DeleteRegKey /ifempty SHCTX "Software\Classes\${SUFFIX}"
!macroend
    !insertmacro ALL_SUFFIXES TAKE_BACK
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
